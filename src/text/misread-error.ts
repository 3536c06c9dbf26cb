import { YAMLParseError } from 'yaml'

/** What Kubernetes' reader refuses or reads otherwise, in our own words. */
export class MisreadError extends YAMLParseError {
  readonly hint: string | undefined
  constructor(offset: number, message: string, hint?: string) {
    super([offset, offset + 1], 'UNEXPECTED_TOKEN', message)
    this.hint = hint
  }
}
