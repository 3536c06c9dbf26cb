#!/usr/bin/env node
/**
 * A stand-in for docker, podman and nerdctl: link it under those names into a folder that comes first on PATH.
 * `run … IMAGE` runs the function that the image's base name names: one of hydroam, else a mode of fn.mjs with its words behind `--`
 * (`example.com/label--app--web:v1` is `fn.mjs label app web`). As in a container, of the environment only `-e` arrives.
 *
 * FAKE_ENGINE_LOG      a file that gets each call's words, a JSON line a call
 * FAKE_ENGINE_VERSION  what `version` answers; 20.10.0 without it, the oldest docker that kpt takes
 * FAKE_ENGINE_PROGRAM  the program with modes; fn.mjs without it
 * FAKE_ENGINE_STATE    a folder for the processes of running containers, so that `kill NAME` and `rm --force NAME` end them
 *
 * The image `not-there` cannot be pulled.
 */
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

const HERE = import.meta.dirname
const ROOT = resolve(HERE, '../..')
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`
const { FAKE_ENGINE_LOG: log, FAKE_ENGINE_VERSION: version = '20.10.0' } = process.env
const { FAKE_ENGINE_STATE: state, FAKE_ENGINE_PROGRAM: modes } = process.env

const [command, ...words] = process.argv.slice(2)
if (log) appendFileSync(log, `${JSON.stringify([basename(process.argv[1]), command, ...words])}\n`)

const COMMANDS = {
  version: () => process.stdout.write(`${version}\n`),
  image: () => process.stdout.write(`${JSON.stringify([`${repositoryOf(words.at(-1))}@${DIGEST}`])}\n`),
  kill: () => words.filter((word) => !word.startsWith('-')).forEach(end),
  rm: () => words.filter((word) => !word.startsWith('-')).forEach(end),
  run,
}

/** kpt and hydroam give no words to the container but `--help`, so that the image comes last. */
function run() {
  const isHelp = words.at(-1) === '--help'
  const image = words.at(isHelp ? -2 : -1)
  if (/[/]not-there\b/.test(image)) return refuse(image)
  if (isHelp) return process.stdout.write(`how to use ${image}\n`)
  const [program, ...args] = programOf(image)
  const file = state && optionValue('--name') && join(state, optionValue('--name'))
  // A real container outlives its client, so that it must be killed by its name.
  const child = spawn(program, args, { stdio: 'inherit', env: environment(), detached: Boolean(file) })
  if (file) writeFileSync(file, String(child.pid))
  child.on('close', (code, signal) => {
    if (file) rmSync(file, { force: true })
    // As docker counts: 128 and the signal's number.
    process.exitCode = signal === 'SIGKILL' ? 137 : (code ?? 143)
  })
}

function refuse(image) {
  process.stderr.write(`Unable to find image '${image}' locally\ndocker: manifest for ${image} not found.\n`)
  process.exitCode = 125
}

function programOf(image) {
  const name = image.replace(/^.*\//, '').replace(/[:@].*$/, '')
  if (existsSync(join(ROOT, 'functions', name, 'function.ts'))) {
    return [process.execPath, join(ROOT, 'dist/hydroam.js'), 'fn', 'run', name + generationOf(image)]
  }
  return [process.execPath, modes ?? join(HERE, 'fn.mjs'), ...name.split('--')]
}

/** In kpt's catalogue a tag means a generation of the function; ours are hydroam's own versions. */
function generationOf(image) {
  return image.startsWith('ghcr.io/hydroam/') ? '' : (/:[^/:]*$/.exec(image.replace(/@.*$/, ''))?.[0] ?? '')
}

function repositoryOf(image) {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '')
}

function environment() {
  const given = words.flatMap((word, i) => (word === '-e' || word === '--env' ? [words[i + 1]] : []))
  const pairs = given.map((text) => {
    const [name, ...value] = text.split('=')
    return [name, value.length > 0 ? value.join('=') : process.env[name]]
  })
  return { PATH: process.env.PATH, ...Object.fromEntries(pairs) }
}

function optionValue(option) {
  const at = words.indexOf(option)
  return at < 0 ? words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1) : words[at + 1]
}

function end(name) {
  const file = state && join(state, name)
  if (!file || !existsSync(file)) return
  process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL')
}

const action = COMMANDS[command]
if (action) action()
else {
  process.stderr.write(`this stand-in knows no "${command}"\n`)
  process.exitCode = 125
}
