import type { Setting } from './origin';

/** Words of a key whose text would be a secret. */
const SECRETS = [['password'], ['passwd'], ['secret'], ['token'], ['credential'], ['credentials']];
const SECRET_PAIRS = [
  ['api', 'key'],
  ['access', 'key'],
  ['private', 'key'],
];
const REFERENCE = /^arn:[^:]+:(?:secretsmanager|ssm):/;
const ROLE = /^arn:[^:]+:iam::\d{12}:/;

/** The configuration is kept in S3, delivered to every training job and shown in logs, so it must hold no secret. */
export function sensitiveValues(settings: ReadonlyMap<string, Setting>): readonly string[] {
  return [...settings].flatMap(([key, { value, source }]) => {
    if (typeof value !== 'string' || value === '' || REFERENCE.test(value)) return [];
    if (ROLE.test(value)) {
      return [
        `'${key}' by ${source} is the ARN of a role or user, and a configuration is stored and logged in full. Give it to the stack instead.`,
      ];
    }
    return isSecret(key)
      ? [
          `'${key}' by ${source} looks like a secret, and a configuration is stored and logged in full. Give the ARN of a secret instead, or rename the key.`,
        ]
      : [];
  });
}

function isSecret(key: string): boolean {
  const words = (key.split('.').at(-1) ?? '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/);
  return [...SECRETS, ...SECRET_PAIRS].some((secret) =>
    words.some((_, at) => secret.every((word, offset) => words[at + offset] === word)),
  );
}
