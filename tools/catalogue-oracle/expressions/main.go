// Asks Go's regexp (RE2) and doublestar, on which the catalogue's search-replace stands, what they match, and writes down their answers:
// test/catalogue/search-replace/expressions.golden.json. Run it again when the table grows: `go run . > …/expressions.golden.json`.
package main

import (
	"encoding/json"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"

	"github.com/bmatcuk/doublestar/v4"
)

type expression struct {
	Expression string   `json:"expression"`
	Refused    bool     `json:"refused,omitempty"`
	Answers    []answer `json:"answers,omitempty"`
}

type answer struct {
	Text   string   `json:"text"`
	Part   bool     `json:"part"`
	Groups []string `json:"groups"`
}

type glob struct {
	Glob    string   `json:"glob"`
	Refused bool     `json:"refused,omitempty"`
	Files   []string `json:"files"`
}

func main() {
	out := struct {
		Go          string       `json:"go"`
		Doublestar  string       `json:"doublestar"`
		Files       []string     `json:"files"`
		Expressions []expression `json:"expressions"`
		Globs       []glob       `json:"globs"`
	}{Go: runtime.Version(), Files: files}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			out.Doublestar = dep.Version
		}
	}
	for _, e := range expressions {
		out.Expressions = append(out.Expressions, ask(e))
	}
	for _, g := range globs {
		out.Globs = append(out.Globs, askGlob(g))
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(out); err != nil {
		panic(err)
	}
}

func ask(text string) expression {
	e := expression{Expression: text}
	part, err := regexp.Compile(text)
	if err != nil {
		e.Refused = true
		return e
	}
	whole := regexp.MustCompile("^(?:" + text + ")$")
	for _, value := range values {
		a := answer{Text: value, Part: part.MatchString(value)}
		if found := whole.FindStringSubmatch(value); found != nil {
			a.Groups = found[1:]
		}
		if a.Part {
			e.Answers = append(e.Answers, a)
		}
	}
	return e
}

func askGlob(pattern string) glob {
	g := glob{Glob: pattern, Files: []string{}}
	for _, file := range files {
		match, err := doublestar.Match(pattern, file)
		if err != nil {
			g.Refused = true
		}
		if match {
			g.Files = append(g.Files, file)
		}
	}
	return g
}
