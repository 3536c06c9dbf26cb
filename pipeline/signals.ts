/** Work that no polite signal may leave half done. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A signal that comes meanwhile ends the process, but only behind `work`. */
export async function shielded<T>(work: () => T): Promise<T> {
  let pending: NodeJS.Signals | undefined
  const note = (signal: NodeJS.Signals) => {
    pending = signal
  }
  for (const signal of SIGNALS) process.on(signal, note)
  try {
    const done = work()
    await new Promise(setImmediate)
    return done
  } finally {
    for (const signal of SIGNALS) process.off(signal, note)
    if (pending) process.kill(process.pid, pending)
  }
}
