import { looksSecret } from '../looks-secret';

/** Colours and cursor movements, as programs print them and as SageMaker's logs spell them (`#033[31m`). */
// eslint-disable-next-line no-control-regex -- terminals act on them
const ESCAPES = /(?:\u001b|#033)\[[0-9;?]*[A-Za-z]/g;
// eslint-disable-next-line no-control-regex -- terminals act on them
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+/g;
/** `name=value` and `"name": "value"`. */
const ASSIGNMENT = /([\w.-]+)(["']?\s*[=:]\s*["']?)([^\s"',;]+)/g;

/**
 * Returns a log's line as it may be shown in a terminal: without what a terminal would act on, and without the values of what
 * looks like credentials, because diagnostics end up in the logs of pipelines.
 */
export function plainLine(message: string): string {
  const text = message.replace(ESCAPES, '').replace(CONTROL, ' ').trimEnd();
  return text
    .replace(ASSIGNMENT, (whole, name: string, sign: string, value: string) =>
      looksSecret(name, value) ? `${name}${sign}***` : whole,
    )
    .split(' ')
    .map((word) => (looksSecret('', word) ? '***' : word))
    .join(' ');
}
