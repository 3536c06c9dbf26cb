#!/bin/sh
# What a pipeline of somebody who has kpt may look like. It knows nothing of hydroam.
set -eu

kpt fn source app > source.yaml
kpt fn source app -o unwrap > unwrapped.yaml
kpt fn source app --fn-config app/settings.yaml > with-config.yaml
kpt fn source app \
  | kpt fn eval - --image set-labels:v0.2 -- app=web tier=front \
  | kpt fn eval - -i gcr.io/kpt-fn/set-namespace:v0.4.1 --match-kind Deployment --truncate-output=false -- namespace=shop \
  | kpt fn sink sunk
kpt fn eval app -i set-annotations:v0.1.4 --exclude-name web -o stdout -- by=script \
  | kpt fn eval - --image ensure-name-substring:v0.2.0 -o unwrap -- prepend=dev- > chained.yaml
cat app/web.yaml | kpt fn eval - -i set-image:v0.1.1 -o from-stdin -- name=example.com/web newTag=v2

kpt --truncate-output=false fn render app -o unwrap > rendered.yaml
kpt fn render app -o stdout | kpt fn eval - -i remove-local-config-resources:v0.1.0 -o unwrap > for-the-cluster.yaml
kpt fn render app --output rendered --results-dir results-render --allow-exec=false
kpt functions source app -o=unwrap > sourced.yaml
kpt fn eval app -i=set-labels:v0.1 -o=labelled-as-before --match-kind=Deployment -- generation=one

cd app
kpt fn eval --image set-labels:v0.2 --match-labels tier=back --match-annotations example.com/note=here --results-dir ../results-eval -- team=blue
kpt fn eval -i set-annotations:v0.1.4 --save --type mutator --exclude-kind Kptfile -- owner=ops
kpt fn eval -i set-annotations:v0.1.4 --save --type mutator --exclude-kind Kptfile -- owner=dev
kpt fn eval . -i set-namespace:v0.4.1 -s -t validator --fn-config settings.yaml
kpt fn source | kpt fn eval - -st=validator -i=set-annotations:v0.1.4 -- saved=stream > ../saved.yaml
kpt fn render --results-dir ../results-in-place
kpt fn eval web.yaml -i set-labels:v0.2 -- only=web
cd ..

fails() { if "$@" < /dev/null > /dev/null 2>&1; then echo "no: $*"; else echo "fails: $*"; fi >> failures.txt; }
fails kpt fn render app -o rendered
fails kpt fn render nowhere
fails kpt fn render app --results-dir app/web.yaml
fails kpt fn eval app
fails kpt fn eval app -i '' -- a=b
fails kpt fn eval app -i set-labels -- =b
fails kpt fn eval app -i set-labels -s -- a=b
fails kpt fn eval app -i set-labels --fn-config app/settings.yaml -- a=b
fails kpt fn eval app -i set-namespace -- a=b c
fails kpt fn eval app -i set-labels -m -- a=b
fails kpt fn source app --output elsewhere
fails kpt fn source nowhere
fails kpt fn sink rendered
fails kpt fn render --no-such-option
