/** From the host: ends the reading of a document that this reader does not surely understand. */
export declare function unsupported(): void
