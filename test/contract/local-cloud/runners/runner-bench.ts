import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../modules/kernel';
import { ProcessRunner } from '../../../../modules/local-cloud/runners/process/process-runner';
import type { ContainerRequest, RunningContainer } from '../../../../modules/local-cloud/runners/runner';
import { TestImages } from '../../../support/pack-test-image';

/** A runner with images of its own, and the lines that it and its containers tell. */
export class RunnerBench {
  readonly root = mkdtempSync(join(tmpdir(), 'tuneform-runner-'));
  readonly images = new TestImages(join(this.root, 'blobs'));
  readonly runner = this.another();
  readonly lines: string[] = [];
  private started = 0;

  /** A runner on the same folder, as a later process has it. */
  another(): ProcessRunner {
    return new ProcessRunner({
      clock: systemClock,
      images: this.images,
      directory: join(this.root, 'runner'),
    });
  }

  /** The scratch folder of the container that was started last. */
  get scratch(): string {
    return join(this.root, `scratch-${String(this.started)}`);
  }

  /** Starts an image's training program in new folders. */
  async run(digest: string, request: Partial<ContainerRequest> = {}): Promise<RunningContainer> {
    this.started += 1;
    const mlDirectory = join(this.root, `ml-${String(this.started)}`);
    const scratchDirectory = this.scratch;
    mkdirSync(mlDirectory);
    mkdirSync(scratchDirectory);
    const onLine = (line: string): void => void this.lines.push(line);
    const prepared = await this.runner.prepare(digest, onLine, new AbortController().signal);
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
    rmSync(this.root, { recursive: true, force: true });
  }
}
