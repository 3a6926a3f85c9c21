import { ListImagesCommand } from '@aws-sdk/client-ecr';
import { cpSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { terraformCommand } from '../../support/terraform-cli';
import { startBench, TINY_IMAGE } from './bench';
import type { Bench } from './bench';
import { experimentBlock, imageBlock, providerBlock } from './configurations';
import { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;
let context: string;
/** Of a machine without an image builder. */
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  bench = await startBench();
  environment = await bench.keptProvider({ PATH: toolsWithout('buildah', 'podman', 'docker') });
});
afterAll(async () => {
  await bench.stop();
});
beforeEach(() => {
  folder = new TerraformFolder(bench.providerFolder, environment);
  context = join(folder.directory, 'image');
  cpSync(TINY_IMAGE, context, { recursive: true });
});
afterEach(() => {
  folder.remove();
});

let tools = 0;
/** A PATH with what the tests need and no image builder, except one made up of a script. */
function toolsWithout(...left: readonly string[]): string {
  const directory = join(bench.directory, `tools-${String((tools += 1))}`);
  mkdirSync(directory);
  for (const tool of ['node', 'env', terraformCommand, 'sh', 'getent'].filter(
    (name) => !left.includes(name),
  )) {
    const path = execFileSync('sh', ['-c', `command -v ${tool} || true`])
      .toString()
      .trim();
    if (path !== '') symlinkSync(path, join(directory, basename(tool)));
  }
  return directory;
}

const configuration = (): string => providerBlock(bench) + imageBlock(bench).replace(TINY_IMAGE, context);
const image = async () => (await folder.state())['tuneform_container_image.tiny'] ?? {};

describe('a container image from a folder', () => {
  it('is planned with its digest, pushed once, and not changed by a touch', async () => {
    folder.write(configuration());
    const plan = (await folder.plan())['tuneform_container_image.tiny'];
    expect(plan?.after).toMatchObject({
      builder: 'packed folder',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      tag: expect.stringMatching(/^packed-[0-9a-f]{24}$/),
    });
    const output = await folder.apply();
    expect(output).toContain('Folder Packed Without a Builder');
    expect((await image())['digest']).toBe(plan?.after['digest']);
    utimesSync(join(context, 'train'), 1, 1);
    await folder.expectEmptyPlans();
  });

  it('follows its content, and the experiment that uses it follows with a name the plan knows', async () => {
    folder.write(configuration() + experimentBlock(bench, { name: 'rebuilt' }));
    await folder.apply();
    const first = await image();
    writeFileSync(join(context, 'train'), '#!/usr/bin/env python3\nprint("score=1;")\n', { mode: 0o755 });
    const plan = await folder.plan();
    expect(plan['tuneform_container_image.tiny']?.actions).toEqual(['update']);
    expect(plan['tuneform_experiment.it']?.after).toMatchObject({
      action: expect.stringMatching(/^launch: .*training_image/),
      tuning_job_names: expect.stringMatching(/ rebuilt-[^ ]+$/),
    });
    await folder.apply();
    expect((await image())['digest']).not.toBe(first['digest']);
    await folder.expectEmptyPlans();
  });

  it('pushes nothing when the registry has it already', async () => {
    folder.write(configuration());
    await folder.apply();
    await folder.succeed('state', 'rm', 'tuneform_container_image.tiny');
    const before = Date.now();
    await folder.apply();
    expect(bench.mutations(before)).toEqual([]);
    await folder.destroy();
  });

  it('leaves an image that another resource names when it is destroyed, and deletes it when asked to', async () => {
    const held = async (): Promise<readonly unknown[]> =>
      (await bench.ecr.send(new ListImagesCommand({ repositoryName: 'tiny' }))).imageIds ?? [];
    writeFileSync(join(context, 'train'), '# an image of this test alone');
    const other = new TerraformFolder(bench.providerFolder, environment);
    try {
      for (const each of [folder, other]) each.write(configuration());
      await folder.apply();
      await other.apply();
      const both = await held();
      await other.destroy();
      expect(await held()).toEqual(both);
      await folder.expectEmptyPlans();
    } finally {
      other.remove();
    }
    const before = await held();
    folder.write(configuration().replace('context', 'on_destroy = "delete"\n  context'));
    await folder.apply();
    await folder.destroy();
    expect(await held()).toHaveLength(before.length - 1);
  });

  it('is deleted by the last of several objects that delete it', async () => {
    const held = async (): Promise<readonly (string | undefined)[]> =>
      ((await bench.ecr.send(new ListImagesCommand({ repositoryName: 'tiny' }))).imageIds ?? []).map(
        ({ imageDigest }) => imageDigest,
      );
    writeFileSync(join(context, 'train'), '# an image of two objects');
    const one = imageBlock(bench, 'on_destroy = "delete"').replace(TINY_IMAGE, context);
    const other = one.replace('"tiny"', '"twin"');
    folder.write(providerBlock(bench) + one + other);
    await folder.apply();
    const { digest } = await image();
    folder.write(providerBlock(bench) + one);
    expect(await folder.apply()).toContain('[IMAGE_KEPT]');
    expect(await held()).toContain(digest);
    await folder.expectEmptyPlans();

    writeFileSync(join(context, 'train'), '# the next image');
    await folder.apply();
    writeFileSync(join(context, 'train'), '# an image of two objects');
    await folder.apply();
    await folder.destroy();
    expect(await held()).not.toContain(digest);
  });

  it('packs beside a builder when asked to', async () => {
    const path = toolsWithout();
    writeFileSync(join(path, 'buildah'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const asked = new TerraformFolder(bench.providerFolder, { PATH: path });
    try {
      asked.write(configuration().replace('context', 'prefer_packing = true\n  context'));
      const plan = (await asked.plan())['tuneform_container_image.tiny'];
      expect(plan?.after).toMatchObject({ builder: 'packed folder' });
    } finally {
      asked.remove();
    }
  });

  it('says that packing exists when a builder cannot fetch the base image', async () => {
    const path = toolsWithout();
    const builder = join(__dirname, '..', '..', 'support', 'unreachable-registry', 'buildah');
    symlinkSync(builder, join(path, 'buildah'));
    const built = new TerraformFolder(bench.providerFolder, { PATH: path });
    try {
      built.write(configuration());
      const { code, output } = await built.run('apply', '-auto-approve', '-no-color');
      expect(code).toBe(1);
      const words = output.replace(/\s+/g, ' ');
      expect(words).toContain('Image Build Failed');
      expect(words).toMatch(/could not fetch the base image \S+\. .* set prefer_packing = true/);
    } finally {
      built.remove();
    }
  });

  it('leaves the digest open where a builder decides it, and still tells what the search may cost', async () => {
    const path = toolsWithout();
    writeFileSync(join(path, 'buildah'), '#!/bin/sh\necho a builder\n', { mode: 0o755 });
    const built = new TerraformFolder(bench.providerFolder, { PATH: path });
    try {
      built.write(configuration() + experimentBlock(bench, { name: 'built' }));
      const plan = await built.plan();
      const planned = plan['tuneform_container_image.tiny'];
      expect(planned?.after).toMatchObject({
        builder: 'buildah',
        tag: expect.stringMatching(/^[0-9a-f]{24}$/),
      });
      expect(planned?.unknown).toMatchObject({ digest: true, image_uri: true });
      expect(plan['tuneform_experiment.it']?.after).toMatchObject({
        action: 'launch: the experiment is new',
        cost_ceiling: expect.stringMatching(/^\$/),
      });
      expect(plan['tuneform_experiment.it']?.unknown).toMatchObject({ tuning_job_names: true });
    } finally {
      built.remove();
    }
  });

  it('says what is wrong with a folder while planning', async () => {
    folder.write(configuration().replace(context, join(folder.directory, 'nowhere')));
    const { code, output } = await folder.run('plan', '-no-color');
    expect(code).toBe(1);
    expect(output).toContain('Image Folder Not Found');
  });
});
