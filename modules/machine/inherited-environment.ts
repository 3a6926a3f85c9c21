/** Variables that a program needs to find programs, its user and its language on this machine. */
const EVERYONE =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|NO_COLOR|(LD|DYLD)_LIBRARY_PATH|XDG_[A-Z]+_(HOME|DIRS?)|SystemRoot|__CF_USER_TEXT_ENCODING)$/;

/** Variables that a version manager's shim needs to find the real interpreter. */
const PYTHON = /^(TUNEFORM_PYTHON|PYENV_(ROOT|VERSION)|ASDF_(DIR|DATA_DIR)|CONDA_PREFIX)$/;

/** Certificates of a network that inspects its traffic, its proxies, and its package sources. */
const DOWNLOADS =
  /^(PIP_[A-Z_]+|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE|(https?|no|all)_proxy|(HTTPS?|NO|ALL)_PROXY)$/;

/**
 * The folders of an image builder's images and logins, its daemon, and the account for its credential helpers. None of these
 * variables contains a secret.
 */
const BUILDERS =
  /^((DOCKER|BUILDX|BUILDKIT|BUILDAH|CONTAINERS?)_[A-Z_]+|STORAGE_(DRIVER|OPTS)|REGISTRY_AUTH_FILE|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|SSH_AUTH_SOCK|AWS_(PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION|CONFIG_FILE|SHARED_CREDENTIALS_FILE|SDK_LOAD_CONFIG|CA_BUNDLE|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_CREDENTIALS_(FULL|RELATIVE)_URI)|AWS_ECR_[A-Z_]+)$/;

/** Where a container engine of this user has its images and its running containers. */
const ENGINE = /^(CONTAINERS_[A-Z_]+|STORAGE_(DRIVER|OPTS)|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS)$/;

const PURPOSES = {
  /** A small tool that needs nothing but itself. */
  tool: [EVERYONE],
  /** Finding or starting the host's Python. */
  python: [EVERYONE, PYTHON],
  /** Fetching packages. */
  downloads: [EVERYONE, DOWNLOADS],
  /** Building and pushing an image. */
  builder: [EVERYONE, DOWNLOADS, BUILDERS],
  /** Running containers. */
  engine: [EVERYONE, ENGINE],
  /** The local cloud itself, which does all of the above but build. */
  server: [EVERYONE, PYTHON, DOWNLOADS, ENGINE],
} as const;

type Purpose = keyof typeof PURPOSES;

/**
 * Returns the variables of `env` that a child process of this purpose inherits. It is a list of allowed variables, because a
 * secret can have any name, and the code that a child runs can send away every variable it inherits. Use it for every child
 * process, because Node passes the whole environment by default.
 */
export function inheritedEnvironment(env: NodeJS.ProcessEnv, purpose: Purpose): Record<string, string> {
  const allowed: readonly RegExp[] = PURPOSES[purpose];
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && allowed.some((pattern) => pattern.test(name)) ? [[name, value]] : [],
    ),
  );
}
