/** The name of the copy that a replication makes of a component for a key. */
export function copyName(name: string, key: string): string {
  return `${name}-${key}`
}
