// Command kubernetes-schemas writes the strict JSON Schemas of one Kubernetes minor; see README.md.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: kubernetes-schemas DIRECTORY")
	}
	module := kubernetesModule()
	version := strings.TrimPrefix(module.Version, "v")
	kinds := readKinds(filepath.Join(module.Dir, "api/openapi-spec/swagger.json"))
	definitions := strictDefinitions(kinds)

	minor := version[:strings.LastIndex(version, ".")]
	path := filepath.Join(os.Args[1], "v"+minor+".json")
	if err := os.WriteFile(path, render(version, kinds, definitions), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d kinds, %d definitions", path, len(kinds), len(definitions))
}

type module struct{ Version, Dir string }

// The version and the folder of the very module that this program was compiled with.
func kubernetesModule() module {
	out, err := exec.Command("go", "list", "-m", "-json", "k8s.io/kubernetes").Output()
	if err != nil {
		log.Fatalf("go list: %v", err)
	}
	var found module
	if err := json.Unmarshal(out, &found); err != nil {
		log.Fatal(err)
	}
	return found
}

// One kind and one definition a line, in the order of their names, so that diffs between releases read well.
func render(version string, kinds map[string]kind, definitions map[string]schema) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n\"kubernetes\": %s,\n\"kinds\": {\n", line(version))
	writeLines(&out, kinds)
	out.WriteString("},\n\"definitions\": {\n")
	writeLines(&out, definitions)
	out.WriteString("}\n}\n")
	return out.Bytes()
}

func writeLines[V any](out *bytes.Buffer, entries map[string]V) {
	names := sortedKeys(entries)
	for i, name := range names {
		comma := ","
		if i == len(names)-1 {
			comma = ""
		}
		fmt.Fprintf(out, "%s: %s%s\n", line(name), line(entries[name]), comma)
	}
}

func line(value any) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		log.Fatal(err)
	}
	return strings.TrimSpace(out.String())
}

func sortedKeys[V any](entries map[string]V) []string {
	names := make([]string, 0, len(entries))
	for name := range entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
