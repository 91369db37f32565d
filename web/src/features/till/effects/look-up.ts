import type { Catalogue } from '../../../domain/catalogue/catalogue';
import { lookUpCode } from '../../../domain/catalogue/look-up-code';
import { problemOf } from '../../../lib/problem';
import type { Scan } from '../machine/state';
import type { Dispatch } from '../machine/use-till-machine';

/** Finds what a code stands for, and tells the machine, whatever comes of it. */
export async function lookUp(catalogue: Catalogue, scan: Scan, waited: boolean, dispatch: Dispatch): Promise<void> {
  try {
    dispatch({ kind: 'looked up', scan, matches: await lookUpCode(catalogue, scan.code), waited });
  } catch (error) {
    dispatch({ kind: 'not found', scan, problem: problemOf(error) });
  }
}
