export function generatePackages(
  count: number,
  first?: number,
): Readonly<Record<string, Readonly<Record<string, string>>>>
