import { LABEL_SELECTOR_HINT, LabelSelectorError, parseLabelSelector as parse } from '../../src/krm/label-selector.ts'
import type { StringMap } from '../../src/krm/resource.ts'
import { Refusal } from './refusal.ts'

/** Throws Refusal. */
export function parseLabelSelector(text: string): (labels: StringMap) => boolean {
  try {
    return parse(text)
  } catch (cause) {
    throw cause instanceof LabelSelectorError ? new Refusal(cause.message, LABEL_SELECTOR_HINT) : cause
  }
}
