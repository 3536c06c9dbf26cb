package main

import (
	"log"
	"maps"
	"math"
	"slices"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kubernetes/pkg/generated/openapi"
)

type schema = map[string]any

const (
	refPrefix     = "#/definitions/"
	apiextensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."
)

// Types that read and write their own JSON, so that their Go fields say nothing about it.
var custom = map[string]schema{
	// The grammar in the documentation of k8s.io/apimachinery/pkg/api/resource.Quantity; n and u are in its suffixer.go.
	"io.k8s.apimachinery.pkg.api.resource.Quantity": {
		"title":   `a quantity such as 2, "500m" or "1Gi"`,
		"type":    []string{"number", "string"},
		"pattern": `^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$`,
	},
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": []string{"integer", "string"}},
	"io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1":   {"type": "object"},
	"io.k8s.apimachinery.pkg.runtime.RawExtension":    {"type": "object"},
	apiextensions + "JSON":                            {},
	apiextensions + "JSONSchemaPropsOrBool":           either("boolean", schema{}),
	apiextensions + "JSONSchemaPropsOrArray":          either("array", schema{"items": ref(apiextensions + "JSONSchemaProps")}),
	apiextensions + "JSONSchemaPropsOrStringArray":    either("array", schema{"items": schema{"type": "string"}}),
}

// The string formats that the API server refuses to read otherwise: []byte of encoding/json, and time.RFC3339.
var formats = map[string]schema{
	"byte": {
		"title":   "base64 text",
		"pattern": `^(?:[A-Za-z0-9+/]{4}(?:\r?\n)?)*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?[\r\n]*$`,
	},
	"date-time": {
		"title":   `a time such as "2006-01-02T15:04:05Z"`,
		"pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`,
	},
	"int32": {"minimum": math.MinInt32, "maximum": math.MaxInt32},
}

// Each definition that a kind reaches.
func strictDefinitions(kinds map[string]kind) map[string]schema {
	all := openapi.GetOpenAPIDefinitions(func(name string) spec.Ref { return spec.MustCreateRef(refPrefix + name) })
	definitions := map[string]schema{}
	var add func(name string)
	add = func(name string) {
		if _, done := definitions[name]; done {
			return
		}
		source, known := all[name]
		if !known {
			log.Fatalf("no definition of %s", name)
		}
		definitions[name] = strictDefinition(name, source.Schema)
		for _, target := range refsIn(definitions[name]) {
			add(target)
		}
	}
	for _, name := range sortedKeys(kinds) {
		add(kinds[name].Definition)
		pinKind(definitions[kinds[name].Definition], name)
	}
	return definitions
}

func strictDefinition(name string, source spec.Schema) schema {
	if own, ok := custom[name]; ok {
		return maps.Clone(own)
	}
	return strict(source, true)
}

// The schema without documentation. A struct knows its fields, also when it has none; an object inside one is a map.
func strict(source spec.Schema, isStruct bool) schema {
	if target := target(source); target != "" {
		return ref(target)
	}
	out := schema{}
	maps.Copy(out, formats[source.Format])
	if len(source.Type) > 0 {
		out["type"] = source.Type[0]
	}
	if len(source.Enum) > 0 {
		out["enum"] = source.Enum
	}
	addFields(out, source, isStruct)
	if source.Items != nil {
		out["items"] = strict(*source.Items.Schema, false)
	}
	addListType(out, source)
	return out
}

// An atomic list may hold anything twice, so only the others are told.
func addListType(out schema, source spec.Schema) {
	listType, ok := source.Extensions["x-kubernetes-list-type"]
	if !ok || listType == "atomic" {
		return
	}
	out["x-kubernetes-list-type"] = listType
	if keys, ok := source.Extensions["x-kubernetes-list-map-keys"]; ok {
		out["x-kubernetes-list-map-keys"] = keys
	}
}

func addFields(out schema, source spec.Schema, isStruct bool) {
	if source.AdditionalProperties != nil && source.AdditionalProperties.Schema != nil {
		out["additionalProperties"] = strict(*source.AdditionalProperties.Schema, false)
	} else if isStruct && source.Type.Contains("object") {
		out["additionalProperties"] = false
	}
	if len(source.Properties) > 0 {
		properties := schema{}
		for name, property := range source.Properties {
			properties[name] = strict(property, false)
			addKeyDefault(properties[name].(schema), property)
		}
		out["properties"] = properties
	}
	if len(source.Required) > 0 {
		out["required"] = slices.Sorted(slices.Values(source.Required))
	}
}

// A default matters where a field is part of a list's key: two ports without a protocol are both TCP.
func addKeyDefault(out schema, property spec.Schema) {
	if value, ok := property.Default.(string); ok && value != "" && len(property.Enum) > 0 {
		out["default"] = value
	}
}

func pinKind(definition schema, name string) {
	at := strings.LastIndex(name, "/")
	properties := definition["properties"].(schema)
	properties["apiVersion"] = schema{"const": name[:at]}
	properties["kind"] = schema{"const": name[at+1:]}
}

// Either this JSON type with that schema, or a JSON Schema: if and else, so that an error speaks of the form that was meant.
func either(jsonType string, then schema) schema {
	then["type"] = jsonType
	return schema{"if": schema{"type": jsonType}, "then": then, "else": ref(apiextensions + "JSONSchemaProps")}
}

func ref(name string) schema { return schema{"$ref": refPrefix + name} }

// The definition a schema points at; next to a default, it is wrapped in an allOf of one.
func target(source spec.Schema) string {
	if len(source.AllOf) == 1 {
		source = source.AllOf[0]
	}
	return strings.TrimPrefix(source.Ref.String(), refPrefix)
}

func refsIn(value any) []string {
	node, ok := value.(schema)
	if !ok {
		return nil
	}
	found := []string{}
	if name, ok := node["$ref"].(string); ok {
		found = append(found, strings.TrimPrefix(name, refPrefix))
	}
	for _, key := range sortedKeys(node) {
		found = append(found, refsIn(node[key])...)
	}
	return found
}
