/** The schemas of Kubernetes releases → a module for each kind, and the index that loads them one by one. */
import { exported, plain } from './json-schemas.mjs'
import { compiler } from './validator-code.mjs'

/** Large and part of many kinds: modules of their own, so that a package of several kinds loads them once. */
const SHARED = {
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': 'ObjectMeta',
  'io.k8s.api.core.v1.PodSpec': 'PodSpec',
}
const FROM = {
  duplicates: "import { duplicates } from '../../../duplicates.ts'",
  ...Object.fromEntries(Object.values(SHARED).map((name) => [name, `import ${name} from './${name}.js'`])),
}

/** Code by the name of its module. */
export function compileKubernetes(releases) {
  const compiled = releases.map(compileRelease)
  const catalogues = compiled.map(({ minor, catalogue }) => `'${minor}':${catalogue}`)
  const index = { kubernetes: `export const catalogues = {${catalogues.join(',\n')}}` }
  return Object.assign(index, ...compiled.map(({ modules }) => modules))
}

function compileRelease(text) {
  const { kubernetes: version, kinds, definitions } = shortened(text)
  const minor = version.split('.', 2).join('.')
  const codeOf = compiler(definitions)
  const folder = `kubernetes/${minor}`
  const modules = { [`${folder}/definitions`]: exported(definitions) }
  for (const name of Object.values(SHARED)) modules[`${folder}/${name}`] = linked(codeOf(name))
  const entries = Object.entries(kinds).map(([key, { definition, namespaced }]) => {
    const name = `${folder}/${key.replaceAll('/', '-')}`
    modules[name] = linked(codeOf(definition))
    return `'${key}':{namespaced:${namespaced},load:()=>import('./${name}.js')}`
  })
  const load = `()=>import('./${folder}/definitions.js')`
  return { minor, modules, catalogue: `{version:'${version}',load:${load},kinds:{\n${entries.join(',\n')}}}` }
}

/** With short names for the definitions: nobody sees them at run time, and a third of the text is such names. */
function shortened(text) {
  const long = Object.keys(JSON.parse(text).definitions)
  const short = Object.fromEntries(long.map((name, index) => [name, SHARED[name] ?? index.toString(36)]))
  const release = plain(text, (ref) => {
    const name = ref.replace('#/definitions/', '')
    return { [name in SHARED ? 'imported' : '$ref']: short[name] }
  })
  for (const kind of Object.values(release.kinds)) kind.definition = short[kind.definition]
  const definitions = Object.entries(release.definitions).map(([name, schema]) => [short[name], schema])
  return { ...release, definitions: Object.fromEntries(definitions) }
}

/** Kubernetes reads a null as a field left out. ajv has no word for that, but asks in one way only whether a field is there. */
function linked(code) {
  const imports = Object.entries(FROM).filter(([name]) => code.includes(`= ${name};`))
  return [...imports.map(([, line]) => line), code.replace(/([=!])== undefined\b/g, '$1= null')].join('\n')
}
