/** What a program needs to find itself, its user and its language on this machine. */
const EVERYONE =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|NO_COLOR|(LD|DYLD)_LIBRARY_PATH|XDG_[A-Z]+_(HOME|DIRS?)|SystemRoot|__CF_USER_TEXT_ENCODING)$/;

/** What a version manager's stand-in for an interpreter needs to find the real one. */
const PYTHON = /^(TUNEFORM_PYTHON|PYENV_(ROOT|VERSION)|ASDF_(DIR|DATA_DIR)|CONDA_PREFIX)$/;

/** Certificates of a network that looks into its traffic, the way out of it, and where its packages come from. */
const DOWNLOADS =
  /^(PIP_[A-Z_]+|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE|(https?|no|all)_proxy|(HTTPS?|NO|ALL)_PROXY)$/;

/**
 * Where an image builder keeps its images and its logins, and which daemon does its work; for its credential helpers, which
 * account to ask for. None of them holds a secret.
 */
const BUILDERS =
  /^((DOCKER|BUILDX|BUILDKIT|BUILDAH|CONTAINERS?)_[A-Z_]+|STORAGE_(DRIVER|OPTS)|REGISTRY_AUTH_FILE|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|SSH_AUTH_SOCK|AWS_(PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION|CONFIG_FILE|SHARED_CREDENTIALS_FILE|SDK_LOAD_CONFIG|CA_BUNDLE|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_CREDENTIALS_(FULL|RELATIVE)_URI)|AWS_ECR_[A-Z_]+)$/;

const PURPOSES = {
  /** A small tool that needs nothing but itself. */
  tool: [EVERYONE],
  /** Finding or starting the host's Python. */
  python: [EVERYONE, PYTHON],
  /** Fetching packages. */
  downloads: [EVERYONE, DOWNLOADS],
  /** Building and pushing an image. */
  builder: [EVERYONE, DOWNLOADS, BUILDERS],
  /** The local cloud itself, which does all of the above. */
  server: [EVERYONE, PYTHON, DOWNLOADS],
} as const;

type Purpose = keyof typeof PURPOSES;

/**
 * The variables of `env` that a child process of this purpose gets. A list of what may pass, not of what may not: secrets have
 * any name, and whatever a child inherits, the code it runs can send away. Node passes everything on unless told otherwise, so
 * every start of a program on somebody's behalf asks here.
 */
export function inheritedEnvironment(env: NodeJS.ProcessEnv, purpose: Purpose): Record<string, string> {
  const allowed: readonly RegExp[] = PURPOSES[purpose];
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && allowed.some((pattern) => pattern.test(name)) ? [[name, value]] : [],
    ),
  );
}
