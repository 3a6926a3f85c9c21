import type { StarterChoice, StarterContainer } from './starter-choice';

/** Returns the page that tells what a new project has and which commands come next. */
export const starterReadme = ({ name, hcl }: StarterChoice, { test }: StarterContainer): string => `# ${name}

| Folder       | What it is                                                                |
| ------------ | ------------------------------------------------------------------------- |
| \`container\`  | the image: \`train\` and \`serve\` by SageMaker's contract, and a test          |
| \`data\`       | sample data: a folder for each channel, CSV without a header, label first |
| \`${hcl ? '*.tf' : 'main.ts'}\` | the search, its champion and the endpoint                                 |

\`\`\`sh
${test}
npx tuneform container check container --data data
npx tuneform local start
${hcl ? HCL : CDKTF}
npx tuneform show ${name}
\`\`\`

The apply that launches the search ends at once. When the search has ended, the next plan shows the winner, and applying it serves the model.
`;

const CDKTF = `npm install tuneform cdktf constructs @cdktf/provider-aws
npm install --save-dev tuneform-cli cdktf-cli tsx
npx cdktf deploy`;

const HCL = `eval "$(npx tuneform local env)"
npx tuneform mirror terraform.d/plugins
terraform init
terraform apply`;
