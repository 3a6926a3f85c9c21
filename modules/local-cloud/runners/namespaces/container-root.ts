import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { chmod, cp, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { UnpackedImage } from '../image-folder';
import type { ImageBuild } from './build/image-build';
import { openFolder } from './own-files';
import { isInterpreter, placeInterpreter, placePython } from './python-of-the-machine';
import type { MachinePython } from './python-of-the-machine';
import { changesOf } from './setup-script';
import type { Bind, Overlay, RootPlan } from './setup-script';

export interface RootRequest {
  readonly image: UnpackedImage;
  /** Whether the image has its base: nothing of this machine is added. */
  readonly complete: boolean;
  /** Replaces the Python of an image without its base. */
  readonly python: MachinePython | undefined;
  /** Programs of the base that the image starts by a path where this machine has none, and this machine's of the same name. */
  readonly programs: ReadonlyMap<string, string>;
  /** What the image's RUN instructions changed. */
  readonly build?: ImageBuild | undefined;
  /** Whether the container may install packages of this machine's distribution. @default false */
  readonly installs?: boolean;
  /** The container's own folder. */
  readonly scratch: string;
  readonly mlDirectory: string;
}

/** Whether the image has the programs with which a container is started, so that its own files can be the whole root. */
export const isComplete = (root: string): boolean =>
  ['bin/sh', 'usr/bin/env'].every((path) => existsSync(join(root, path)));

/** A base image's folders. */
const BASE = ['bin', 'etc', 'lib', 'lib32', 'lib64', 'libx32', 'opt', 'sbin', 'usr'];
/** Folders that every container has of its own. */
const OWN = ['dev', 'proc', 'run', 'sys', 'tmp'];
/** A container has those of its machine, whatever its image has; the names are often links to where the container sees nothing. */
const NETWORK_FILES = ['etc/hosts', 'etc/resolv.conf'];
/** This machine's secrets. A program that runs as root here could read them. */
const HIDDEN = ['etc/shadow', 'etc/shadow-', 'etc/gshadow', 'etc/gshadow-', 'etc/sudoers', 'etc/ssh'];
const ALSO_HIDDEN = ['etc/sudoers.d', 'etc/ssl/private', 'etc/krb5.keytab', 'etc/kubernetes', 'etc/docker'];

/** Lays out the folders from which `setupScript` makes the root of a container. */
export async function layOutRoot(request: RootRequest): Promise<RootPlan> {
  const { scratch, image, mlDirectory } = request;
  for (const folder of ['root', 'upper', 'work', 'tmp', 'run']) await openFolder(join(scratch, folder));
  await chmod(join(scratch, 'tmp'), 0o1777);
  const overlays = request.complete
    ? [{ at: '', lower: [...changesAt(request, ''), image.root] }]
    : [...(await layersOf(request)), ...foldersOf(request), ...packageLists(request)];
  for (const [index] of overlays.entries()) {
    await openFolder(join(scratch, 'upper', changesOf(index)));
    await openFolder(join(scratch, 'work', changesOf(index)));
  }
  await change(overlays, request);
  const binds: Bind[] = [
    { at: '/tmp', from: join(scratch, 'tmp') },
    { at: '/run', from: join(scratch, 'run') },
    { at: '/opt/ml', from: mlDirectory },
    // Without it some libraries take the machine for one with a single processor.
    { at: PROCESSORS, from: PROCESSORS },
  ];
  return {
    overlays,
    binds: binds.filter(({ from }) => existsSync(from)),
    workingDirectory: image.config.workingDirectory,
  };
}

const PROCESSORS = '/sys/devices/system/cpu';

/** The image's folders, each over this machine's of the same name if a base has one. */
async function layersOf(request: RootRequest): Promise<readonly Overlay[]> {
  const { image, scratch, build } = request;
  const root = join(scratch, 'root');
  const overlays: Overlay[] = [];
  const made = build?.names() ?? [];
  const names = new Set([...(await readdir(image.root)), ...made, ...BASE, 'root', 'var']);
  for (const name of [...names].filter((name) => !OWN.includes(name)).sort()) {
    const ofImage = join(image.root, name);
    const ofMachine = `/${name}`;
    const kind = kindOf(ofImage);
    const machine = BASE.includes(name) ? kindOf(ofMachine) : undefined;
    const link = kind ?? machine;
    if (link === 'link') {
      await symlink(readlinkSync(kind === 'link' ? ofImage : ofMachine), join(root, name));
    } else if (kind === 'file') {
      await cp(ofImage, join(root, name));
    } else if (build !== undefined && kindOf(build.hostPath(ofMachine)) === 'file') {
      await cp(build.hostPath(ofMachine), join(root, name));
    } else {
      const lower = [
        ...changesAt(request, ofMachine),
        ...(kind === undefined ? [] : [ofImage]),
        ...(machine === undefined ? [] : [realpathSync(ofMachine)]),
      ];
      if (lower.length > 0) overlays.push({ at: `/${name}`, lower });
      else await openFolder(join(root, name));
    }
  }
  await openFolder(join(root, 'var', 'tmp'));
  return overlays;
}

const changesAt = ({ build }: RootRequest, path: string): readonly string[] => {
  const changes = build?.at(path);
  return changes === undefined ? [] : [changes];
};

/** The folders of this machine's Python that are not already among those of the base. */
function foldersOf(request: RootRequest): readonly Overlay[] {
  const folders = request.python?.folders ?? [];
  return folders
    .filter((folder) => !/^\/(usr|opt)(\/|$)/.test(folder))
    .filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)))
    .map((folder) => ({ at: folder, lower: [...changesAt(request, folder), folder] }));
}

/**
 * Where Debian's tools keep what is installed. What there is to install belongs to a user of apt's own, who does not exist in a container;
 * apt fetches it anew.
 */
const PACKAGE_LISTS = ['/var/lib/dpkg'];

/** Packages that this machine has are installed for a container that replaces its base by this machine. */
const packageLists = ({ installs = false }: RootRequest): readonly Overlay[] =>
  installs ? PACKAGE_LISTS.filter((at) => existsSync(at)).map((at) => ({ at, lower: [at] })) : [];

/** Writes what the container has of its own into the folders for its changes. */
async function change(overlays: readonly Overlay[], request: RootRequest): Promise<void> {
  const { image, scratch, python, programs, complete } = request;
  const changes = (path: string): string => {
    const index = overlays.findIndex(({ at }) => at === '' || path.startsWith(`${at}/`));
    const { at = '' } = overlays[index] ?? {};
    return index < 0
      ? join(scratch, 'root', path)
      : join(scratch, 'upper', changesOf(index), path.slice(at.length));
  };
  const write = async (path: string, content: string): Promise<void> => {
    await openFolder(dirname(changes(path)));
    await writeFile(changes(path), content);
    await chmod(changes(path), 0o644);
  };
  for (const path of NETWORK_FILES.filter((file) => existsSync(`/${file}`))) {
    await write(`/${path}`, readFileSync(`/${path}`, 'utf8'));
  }
  if (complete) return;
  const inImage = (path: string): boolean => existsSync(join(image.root, path));
  // An empty file in place of a folder hides all of it.
  const secrets = [...HIDDEN, ...ALSO_HIDDEN].filter((path) => existsSync(`/${path}`) && !inImage(path));
  for (const path of secrets) await write(`/${path}`, '');
  if (python !== undefined) await placePython(python, changes('/usr/.'), inImage);
  for (const [path, program] of programs) {
    const file = changes(path);
    if (existsSync(file)) continue;
    await openFolder(dirname(file));
    if (python !== undefined && isInterpreter(basename(path))) {
      await placeInterpreter(file, python.interpreter);
    } else await symlink(program, file);
  }
}

function kindOf(path: string): 'folder' | 'link' | 'file' | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : 'file';
}

/** Where the container's search path finds programs, on this machine: the image's folder, then this machine's of the same name. */
export function searchFolders(
  request: Pick<RootRequest, 'image' | 'complete' | 'build'>,
  python: string | undefined,
  path: readonly string[],
): readonly string[] {
  const { image, complete, build } = request;
  return path.flatMap((named) => {
    const folder = posix.resolve(image.config.workingDirectory, named);
    const ofImage = [...(build === undefined ? [] : [build.hostPath(folder)]), join(image.root, folder)];
    if (complete) return ofImage;
    const isOfTheBase = BASE.includes(folder.split('/')[1] ?? '');
    const pythons = folder === '/usr/local/bin' && python !== undefined ? [python] : [];
    return [...ofImage, ...pythons, ...(isOfTheBase ? [folder] : [])];
  });
}
