import { startBench } from './bench';
import type { Bench } from './bench';
import { TerraformFolder } from './terraform-folder';

/** What a test works with. */
export interface Stand {
  readonly bench: Bench;
  readonly folder: TerraformFolder;
}

/** Gives the tests of a file one bench, and each test a Terraform folder of its own. Both are gone afterwards. */
export function onBench(begin: (stand: Stand) => void): void {
  let bench: Bench;
  let folder: TerraformFolder;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    folder = new TerraformFolder(bench.providerFolder);
    begin({ bench, folder });
  });
  afterEach(() => folder.remove());
}
