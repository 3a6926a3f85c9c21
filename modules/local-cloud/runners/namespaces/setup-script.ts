import { PREFERENCE_TO_END } from '../process/prefer-to-end';

/** A folder whose content is that of `lower`, the first on top, and whose changes go to a folder of the container. */
export interface Overlay {
  /** Absolute, in the container. */
  readonly at: string;
  readonly lower: readonly string[];
}

/** A folder or file of this machine that the container shares. */
export interface Bind {
  readonly at: string;
  readonly from: string;
}

/** The file systems of a container's root. */
export interface RootPlan {
  readonly overlays: readonly Overlay[];
  readonly binds: readonly Bind[];
  /** Working folder of the program; made if the image has none. */
  readonly workingDirectory: string;
}

/** Devices that every container has (OCI runtime specification, "Default Devices"), as far as a program can need them. */
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom'];

/** What the container's folder says before the program starts, if its stop was asked for meanwhile. */
export const STOP_MARK = '/run/.stop';

/** What went wrong before the program could start. */
export const SETUP_LOG = 'setup.log';

/**
 * Process number 1. Linux ignores signals without a handler for it, so it is not the program: it starts the program and waits.
 * A signal to the group that comes before the program is there would be lost, therefore the mark.
 */
const INIT = `cd -- "$1" || exit 125
shift
exec 2>/dev/null
[ -e ${STOP_MARK} ] && exit 143
"$@" 2>&3 3>&-
exit $?`;

/**
 * Returns the shell script that makes a container's root from the folders `root`, `upper` and `work` of the working folder, enters it
 * and starts the program that its arguments name. It runs in new namespaces, so nothing that it mounts is seen outside, and all of it is gone
 * with the last process.
 */
export function setupScript(plan: RootPlan): string {
  return [
    'set -e',
    `exec 3>&2 2>${SETUP_LOG}`,
    // Only a mount can become the root.
    'mount --bind root root',
    ...plan.overlays.flatMap((overlay, index) => mountOverlay(overlay, index)),
    'mkdir -p root/proc root/dev root/sys root/run root/tmp',
    'mount -t proc proc root/proc',
    `{ echo ${PREFERENCE_TO_END} > root/proc/self/oom_score_adj; } 2>/dev/null || :`,
    ...DEVICES.flatMap((device) => [
      `: > root/dev/${device}`,
      `mount --bind /dev/${device} root/dev/${device}`,
    ]),
    'mkdir -p root/dev/shm && mount -t tmpfs -o mode=1777 tmpfs root/dev/shm',
    ...['fd', 'stdin', 'stdout', 'stderr'].map(
      (name, index) => `ln -sfn /proc/self/fd${index === 0 ? '' : `/${String(index - 1)}`} root/dev/${name}`,
    ),
    ...plan.binds.flatMap(({ at, from }) => [
      `mkdir -p ${quoted(`root${at}`)}`,
      `mount --bind ${quoted(from)} ${quoted(`root${at}`)}`,
    ]),
    `mkdir -p ${quoted(`root${plan.workingDirectory}`)}`,
    'cd root',
    // Over the old root, which so is out of reach; a change of the root alone can be undone.
    'mount -n --move . /',
    `exec chroot . /bin/sh -c ${quoted(INIT)} container ${quoted(plan.workingDirectory)} "$@"`,
  ].join('\n');
}

/** The folder below `upper` and `work` for the changes of an overlay. */
export const changesOf = (index: number): string => String(index);

function mountOverlay({ at, lower }: Overlay, index: number): readonly string[] {
  const [target, changes] = [quoted(`root${at}`), changesOf(index)];
  const options = `userxattr,lowerdir=${lower.map(escaped).join(':')},upperdir=upper/${changes},workdir=work/${changes}`;
  return [`mkdir -p ${target}`, `mount -t overlay -o ${quoted(options)} overlay ${target}`];
}

/** Colons separate the folders of an overlay, commas its options. */
const escaped = (path: string): string => path.replaceAll(/[\\:,]/g, (character) => `\\${character}`);

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
