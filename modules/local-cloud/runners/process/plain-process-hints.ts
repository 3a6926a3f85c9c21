/**
 * Hints about what a plain process cannot have, for the reader of a program's failure. A hint is useful only if the
 * program's own output suggests it.
 */
export const FOLDER_HINT =
  'The local cloud runs images as plain processes and cannot give them /opt/ml: read the folder from SAGEMAKER_BASE_DIR, ' +
  'with /opt/ml as the default.';

export const PORT_HINT =
  'The local cloud runs images as plain processes and cannot give each of them port 8080: listen on the port in ' +
  'SAGEMAKER_BIND_TO_PORT, with 8080 as the default.';

const MISSING =
  /ENOENT|EACCES|EROFS|no such file|not found|permission denied|does not exist|cannot (open|create|stat)|read-only/i;

/** For a program that looked for a fixed `/opt/ml`. */
export const folderHint = (words: string): string | undefined =>
  /\/opt\/ml\b/.test(words) && MISSING.test(words) ? FOLDER_HINT : undefined;

/** Whether a server uses a port of its own choice. */
export const namesPort = (words: string): boolean =>
  /\b8080\b|EADDRINUSE|address already in use/i.test(words);
