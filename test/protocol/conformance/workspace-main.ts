import { Workspace } from '../../../modules/conformance';

/** Runs the program that it is given as if that were Terraform. */
void new Workspace({}, process.argv[2]).run('apply').then(() => process.stdout.write('it went on\n'));
