/** Options of unshare for new users, of whom there is one: the user of this process is root. */
export const USERS: readonly string[] = ['--user', '--map-root-user'];

/** Options for new file systems and processes; the death of what made them kills all inside. */
export const FILES_AND_PROCESSES: readonly string[] = ['--mount', '--ipc', '--pid', '--fork', '--kill-child'];

/** Where the tools that make a container's root are, on every distribution. */
export const TOOLS: readonly string[] = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
