/** The WebAssembly module of ../checksum, in base64. */
export declare const code: string
