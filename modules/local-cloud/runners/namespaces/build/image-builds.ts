import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../../kernel';
import { startStopwatch, TuneformError } from '../../../../kernel';
import type { ContainerGroups } from '../../process/container-groups';
import { givePipAccess } from '../../process/pip-access';
import { redactUrls } from '../../process/redact-urls';
import { removeFolder } from '../../remove-folder';
import { SYSTEM_FOLDERS } from '../../system-folders';
import { layOutRoot } from '../container-root';
import type { RootRequest } from '../container-root';
import { SETUP_LOG, setupScript } from '../setup-script';
import { FILES_AND_PROCESSES, TOOLS, USERS } from '../unshare';
import { buildScript, MARK } from './build-script';
import { ImageBuild, keepChanges } from './image-build';
import { builderFlag } from '../../run-steps';
import type { RunStep } from '../../run-steps';

/** What a build needs of its caller. */
export interface BuildRequest extends Pick<RootRequest, 'image' | 'complete' | 'python'> {
  readonly steps: readonly RunStep[];
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

const REMEMBERED_LINES = 6;

/** Carries out the RUN instructions of images, once per digest, each in a container of its image. */
export class ImageBuilds {
  private readonly directory: string;
  private readonly groups: ContainerGroups;
  private readonly clock: Clock;
  private readonly underWay = new Map<string, Promise<ImageBuild>>();

  constructor(directory: string, groups: ContainerGroups, clock: Clock) {
    this.directory = directory;
    this.groups = groups;
    this.clock = clock;
  }

  /** Returns what the steps change. Rejects with IMAGE_RUN_FAILED if one fails. */
  build(request: BuildRequest): Promise<ImageBuild> {
    const { digest } = request.image;
    const known = this.underWay.get(digest);
    if (known !== undefined) return known;
    const build = this.buildOnce(request);
    this.underWay.set(digest, build);
    const forget = (): boolean => this.underWay.delete(digest);
    build.then(forget, forget);
    return build;
  }

  private async buildOnce(request: BuildRequest): Promise<ImageBuild> {
    for (const step of request.steps) {
      const flag = builderFlag(step);
      if (flag !== undefined) throw onlyByABuilder(step, flag);
    }
    const folder = join(this.directory, request.image.digest.replace('sha256:', ''));
    if (existsSync(folder)) return new ImageBuild(folder);
    const scratch = `${folder}.partial`;
    await removeFolder(`${folder}.kept`);
    await removeFolder(scratch);
    await mkdir(join(scratch, 'ml'), { recursive: true });
    try {
      return await this.carryOut(request, scratch, folder);
    } finally {
      await removeFolder(scratch);
    }
  }

  private async carryOut(request: BuildRequest, scratch: string, folder: string): Promise<ImageBuild> {
    const { steps, report, signal } = request;
    const plan = await layOutRoot({
      ...request,
      programs: new Map(),
      scratch,
      mlDirectory: join(scratch, 'ml'),
      installs: true,
    });
    const access = givePipAccess(process.env, join(scratch, 'run'));
    // apt gives up root for downloads, and a container has no other user.
    await writeFile(join(scratch, 'run', 'apt.conf'), 'APT::Sandbox::User "root";\n', { mode: 0o644 });
    const script = buildScript(steps, { ...ENVIRONMENT, ...access.environment });
    const elapsed = startStopwatch(this.clock);
    const last: string[] = [];
    let step = '';
    const container = this.groups.start({
      file: 'unshare',
      arguments: [
        ...USERS,
        ...FILES_AND_PROCESSES,
        'sh',
        '-c',
        setupScript(plan),
        'setup',
        '/bin/sh',
        '-c',
        script,
      ],
      workingDirectory: scratch,
      environment: { PATH: [process.env['PATH'] ?? '', ...TOOLS].join(':') },
      onLine: (said) => {
        const line = redactUrls(said);
        report(line);
        if (line.startsWith(MARK)) {
          step = line.slice(MARK.length);
          last.length = 0;
        } else if (last.push(line) > REMEMBERED_LINES) last.shift();
      },
    });
    const stop = (): void => void container.stop(0);
    signal.addEventListener('abort', stop);
    const exit = await container.exited;
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    if (exit.exitCode !== 0) throw failed(step === '' ? SETUP_LOG : step, exit.exitCode, last);
    report(
      `${MARK}RUN instructions carried out in ${String(Math.round(elapsed() / 1000))} s; later jobs reuse the result.`,
    );
    return keepChanges(scratch, plan.overlays, folder);
  }
}

const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: SYSTEM_FOLDERS.join(':'),
  HOME: '/root',
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
  APT_CONFIG: '/run/apt.conf',
  PIP_CONFIG_FILE: '/run/pip.conf',
  // The Python of a base image is the image's own to change; a distribution's is not, but this is a copy.
  PIP_BREAK_SYSTEM_PACKAGES: '1',
  PIP_ROOT_USER_ACTION: 'ignore',
};

const failed = (step: string, exitCode: number, last: readonly string[]): TuneformError =>
  new TuneformError(
    `"${step}" ended with exit code ${String(exitCode)}: ${last.join(' | ')}. The image was packed without its base, so the local cloud ` +
      'carries its RUN instructions out over the system of this machine. Install on this machine what the instruction needs, or ' +
      'build the image with buildah, podman or docker.',
    { code: 'IMAGE_RUN_FAILED', summary: 'RUN Instruction Failed' },
  );

const onlyByABuilder = ({ instruction }: RunStep, flag: string): TuneformError =>
  new TuneformError(
    `"${instruction}" was not carried out, because only an image builder has what ${flag} asks for. ` +
      'Leave the flag out, or build the image with buildah, podman or docker.',
    { code: 'IMAGE_RUN_FAILED', summary: 'RUN Instruction Failed' },
  );
