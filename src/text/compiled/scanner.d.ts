/** The WebAssembly module of ../scanner, in base64. */
export declare const code: string
