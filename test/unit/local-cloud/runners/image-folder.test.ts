import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageFolder } from '../../../../modules/local-cloud/runners/image-folder';
import type { ImageSource } from '../../../../modules/local-cloud/ports/ports';
import { expectTold } from '../../../support/expect-told';
import { TestImages } from '../../../support/pack-test-image';

let base: string;
let digest: string;
let images: TestImages;
let folder: ImageFolder;
let root: string;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'tuneform-images-'));
  images = new TestImages(join(base, 'blobs'));
  digest = await images.add([
    { name: 'opt/program/train', content: 'echo good' },
    { name: 'opt/program/link', type: 'symlink', linkname: 'train' },
  ]);
  folder = new ImageFolder(join(base, 'images'), images);
  root = (await folder.unpack(digest)).root;
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

const train = (): string => join(root, 'opt/program/train');

describe('an unpacked image that a later job asks for', () => {
  it.each([
    ['its folder is gone', () => rmSync(root, { recursive: true })],
    ['the folder of all images is gone', () => rmSync(join(base, 'images'), { recursive: true })],
    ['a file is gone', () => rmSync(train())],
    ['a link is gone', () => rmSync(join(root, 'opt/program/link'))],
    ['a file was changed', () => appendFileSync(train(), '; echo bad')],
    [
      'a file was changed and kept its length',
      () => {
        writeFileSync(train(), 'echo evil');
        utimesSync(train(), 1, 1);
      },
    ],
    ['nothing says what was in it', () => rmSync(`${root}.json`)],
  ])('is unpacked again when %s', async (_why, spoil) => {
    spoil();
    await folder.unpack(digest);
    expect(readFileSync(train(), 'utf8')).toBe('echo good');
    expect(existsSync(join(root, 'opt/program/link'))).toBe(true);
  });

  it('is used as it is when only bytecode came to it, by this process or the next', async () => {
    const bytecode = join(root, 'opt/program/__pycache__');
    mkdirSync(bytecode);
    await folder.unpack(digest);
    await new ImageFolder(join(base, 'images'), images).unpack(digest);
    expect(existsSync(bytecode)).toBe(true);
  });
});

describe('a layer that cannot be unpacked', () => {
  it('because it was damaged on disk is named, with a remedy', async () => {
    const [layer] = images.manifest(digest).layers;
    const other = await images.add([{ name: 'opt/program/train', content: 'echo evil' }]);
    const [foreign] = images.manifest(other).layers;
    copyFileSync(images.blobPath(foreign?.digest ?? ''), images.blobPath(layer?.digest ?? ''));
    rmSync(root, { recursive: true });
    await expectTold(() => folder.unpack(digest), {
      code: 'IMAGE_LAYER_CORRUPT',
      names: layer?.digest ?? '',
      remedy: 'push it again',
    });
  });

  it('because of its type is named, with the type and a remedy', async () => {
    const zstd = 'application/vnd.oci.image.layer.v1.tar+zstd';
    const source: ImageSource = {
      resolve: (uri) => images.resolve(uri),
      blobPath: (one) => images.blobPath(one),
      manifest: (one) => {
        const manifest = images.manifest(one);
        return { ...manifest, layers: manifest.layers.map((layer) => ({ ...layer, mediaType: zstd })) };
      },
    };
    await expectTold(() => new ImageFolder(join(base, 'other'), source).unpack(digest), {
      code: 'IMAGE_LAYER_TYPE',
      names: zstd,
      remedy: 'with gzip compression',
    });
  });
});
