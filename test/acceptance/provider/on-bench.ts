import { startBench } from './bench';
import type { Bench } from './bench';
import { TerraformFolder } from './terraform-folder';

/** What a test works with. */
export interface Stand {
  readonly bench: Bench;
  readonly folder: TerraformFolder;
}

export interface OnBenchOptions {
  /** Every Terraform command starts a provider of its own, as it does in production. @default false */
  readonly startsProviders?: boolean;
}

/**
 * Gives the tests of a file one bench and one running provider, and each test a Terraform folder of its own. All are gone
 * afterwards.
 */
export function onBench(
  begin: (stand: Stand) => void,
  { startsProviders = false }: OnBenchOptions = {},
): void {
  let bench: Bench;
  let folder: TerraformFolder;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    folder = new TerraformFolder(bench.providerFolder, startsProviders ? {} : await bench.keptProvider());
    begin({ bench, folder });
  });
  afterEach(() => folder.remove());
}
