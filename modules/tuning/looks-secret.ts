/** Words that name a credential. Whole words only: `token_count` and `max_tokens` are ordinary hyperparameters. */
const SECRET_NAME =
  /(^|[._-])(password|passwd|pwd|passphrase|secret|api_?key|access_?key(_?id)?|secret_?(access_?)?key|private_?key|auth_?token|access_?token|refresh_?token|session_?token|bearer|credentials?)($|[._-])/i;
const SECRET_NAME_ENDING = /(^|[._-])token$/i;

/** Formats that identify a credential under any name. */
const SECRET_VALUE = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS access key identifier
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/, // GitHub
  /\bglpat-[A-Za-z0-9_-]{20,}/, // GitLab
  /\bhf_[A-Za-z0-9]{30,}\b/, // Hugging Face
  /\bsk-[A-Za-z0-9_-]{32,}/, // OpenAI and others
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/, // Slack
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, // JSON web token
  /:\/\/[^\s/:@]+:[^\s/@]+@/, // password in a URL
];

/** True when a hyperparameter or environment variable probably holds a credential. */
export function looksSecret(name: string, value: string): boolean {
  if (SECRET_NAME.test(name) || SECRET_NAME_ENDING.test(name)) return true;
  return SECRET_VALUE.some((shape) => shape.test(value));
}
