/** New namespaces, in which the user is root; the death of what made them kills all inside. */
export const UNSHARE: readonly string[] = [
  '--user',
  '--map-root-user',
  '--mount',
  '--ipc',
  '--pid',
  '--fork',
  '--kill-child',
];

/** Where the tools that make a container's root are, on every distribution. */
export const TOOLS: readonly string[] = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
