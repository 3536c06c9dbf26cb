// Renders many Applications with KubeVela's own `dry-run --offline`, each as on a control plane of a chosen Kubernetes
// minor release. The command line cannot say the minor: offline it believes in 0, and one process renders one file.
//
//	dry-run-at MINORS DEFINITIONS FILE...     MINORS as in "0,37"
//
// Prints a JSON list of {file, minor, text, error}. Built inside KubeVela's module (see build-vela.mjs), so its own
// go.mod and go.sum pin every library.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/client-go/rest"

	"github.com/oam-dev/kubevela/apis/types"
	"github.com/oam-dev/kubevela/pkg/utils/common"
	cmdutil "github.com/oam-dev/kubevela/pkg/utils/util"
	"github.com/oam-dev/kubevela/references/cli"
)

type answer struct {
	File  string `json:"file"`
	Minor string `json:"minor"`
	Text  string `json:"text"`
	Error string `json:"error,omitempty"`
}

// dryRun asks as the command does when no flag names a namespace. The command dies of a panic; here it is an answer.
func dryRun(definitions, file string) (output string, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	args := common.Args{Schema: common.Scheme}
	if err := args.SetConfig(&rest.Config{}); err != nil {
		return "", err
	}
	options := &cli.DryRunCmdOptions{
		IOStreams:        cmdutil.IOStreams{In: os.Stdin, Out: io.Discard, ErrOut: os.Stderr},
		ApplicationFiles: []string{file},
		DefinitionFile:   definitions,
		OfflineMode:      true,
	}
	text, err := cli.DryRunApplication(options, args, "", "")
	return text.String(), err
}

// clusterVersion of 0 is the one that the command believes in: none at all.
func clusterVersion(minor string) types.ClusterVersion {
	if minor == "0" {
		return types.ClusterVersion{}
	}
	return types.ClusterVersion{Major: "1", Minor: minor}
}

func main() {
	// As the command's own main does; a gate may change what is rendered.
	if err := utilfeature.DefaultMutableFeatureGate.Set("AllAlpha=true"); err != nil {
		panic(err)
	}
	cli.NewCommand() // registers the workflow's kinds in the scheme
	answers := []answer{}
	for _, minor := range strings.Split(os.Args[1], ",") {
		types.ControlPlaneClusterVersion = clusterVersion(minor)
		for _, file := range os.Args[3:] {
			one := answer{File: file, Minor: minor}
			text, err := dryRun(os.Args[2], file)
			if one.Text = text; err != nil {
				one.Error = err.Error()
			}
			answers = append(answers, one)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
