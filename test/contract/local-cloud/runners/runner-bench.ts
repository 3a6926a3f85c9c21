import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../modules/kernel';
import { removeFolder } from '../../../../modules/local-cloud/runners/remove-folder';
import type {
  ContainerRequest,
  Runner,
  RunningContainer,
} from '../../../../modules/local-cloud/runners/runner';
import { TestImages } from '../../../support/pack-test-image';
import { PROCESS_RUNG } from './rungs';
import type { Rung } from './rungs';

/** A runner with images of its own, and the lines that it and its containers tell. */
export class RunnerBench {
  readonly root = mkdtempSync(join(tmpdir(), 'tuneform-runner-'));
  readonly images: TestImages;
  readonly runner: Runner;
  /** What its containers print. */
  readonly lines: string[] = [];
  /** What preparing its images reports. */
  readonly reports: string[] = [];
  private readonly rung: Rung;
  private started = 0;

  constructor(rung: Rung = PROCESS_RUNG) {
    this.rung = rung;
    this.images = new TestImages(join(this.root, 'blobs'), rung.base);
    this.runner = this.another();
  }

  /** A runner on the same folder, as a later process has it. */
  another(): Runner {
    return this.rung.make({
      clock: systemClock,
      images: this.images,
      directory: join(this.root, 'runner'),
    });
  }

  /** The container's `/opt/ml` that was started last, on this machine. */
  get ml(): string {
    return join(this.root, `ml-${String(this.started)}`);
  }

  /** The `/opt/ml` of the container that is started next. */
  get nextMl(): string {
    return join(this.root, `ml-${String(this.started + 1)}`);
  }

  /** The same, as the container sees it. */
  get seenNext(): string {
    return this.runner.mlDirectorySeenInside(this.nextMl);
  }

  /** The scratch folder of the container that was started last. */
  get scratch(): string {
    return join(this.root, `scratch-${String(this.started)}`);
  }

  /** Starts an image's training program in new folders. */
  async run(digest: string, request: Partial<ContainerRequest> = {}): Promise<RunningContainer> {
    this.started += 1;
    const { ml: mlDirectory, scratch: scratchDirectory } = this;
    mkdirSync(mlDirectory, { recursive: true });
    mkdirSync(scratchDirectory);
    const report = (line: string): void => void this.reports.push(line);
    const onLine = (line: string): void => void this.lines.push(line);
    const prepared = await this.runner.prepare(digest, report, new AbortController().signal);
    return this.runner.start(prepared, {
      id: `c${String(this.started)}`,
      command: ['train'],
      mlDirectory,
      scratchDirectory,
      environment: {},
      onLine,
      ...request,
    });
  }

  async remove(): Promise<void> {
    await this.runner.close();
    // Overlays leave folders that their owner cannot even list.
    await removeFolder(this.root);
  }
}
