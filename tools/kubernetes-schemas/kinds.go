package main

import (
	"encoding/json"
	"log"
	"os"
	"strings"
)

type kind struct {
	Definition string `json:"definition"`
	Namespaced bool   `json:"namespaced"`
}

type groupVersionKind struct{ Group, Version, Kind string }

func (gvk groupVersionKind) String() string {
	if gvk.Group == "" {
		return gvk.Version + "/" + gvk.Kind
	}
	return gvk.Group + "/" + gvk.Version + "/" + gvk.Kind
}

type swagger struct {
	Paths map[string]struct {
		Put *struct {
			Kind groupVersionKind `json:"x-kubernetes-group-version-kind"`
		} `json:"put"`
	} `json:"paths"`
	Definitions map[string]struct {
		Kinds []groupVersionKind `json:"x-kubernetes-group-version-kind"`
	} `json:"definitions"`
}

// The kinds that users keep in git are those the API can replace by name: that leaves out lists, reviews, bindings and options.
// Events can be replaced too, but they are records, not declarations.
// A kind is namespaced when its path holds a namespace.
func readKinds(path string) map[string]kind {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var api swagger
	if err := json.Unmarshal(text, &api); err != nil {
		log.Fatal(err)
	}
	definitions := map[groupVersionKind]string{}
	for name, definition := range api.Definitions {
		for _, gvk := range definition.Kinds {
			definitions[gvk] = name
		}
	}
	kinds := map[string]kind{}
	for path, operations := range api.Paths {
		if operations.Put == nil || !strings.HasSuffix(path, "/{name}") || operations.Put.Kind.Kind == "Event" {
			continue
		}
		gvk := operations.Put.Kind
		kinds[gvk.String()] = kind{definitions[gvk], strings.Contains(path, "/namespaces/{namespace}/")}
	}
	return kinds
}
