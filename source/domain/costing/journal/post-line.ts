/** What kind of posting a journal line is, and the rules that hold for lines of every kind (costing.md 2). */
import {postCapacity} from './capacity.js';
import {revalueRemaining} from './calculated-revaluation.js';
import {postInvoice} from './invoice.js';
import {postItemCharge} from './item-charge.js';
import {postMovement} from './movement.js';
import {refuse} from './problem.js';
import type {PostedLine, PostingLine} from './posting-line.js';
import {revalueEntry} from './revaluation.js';
import type {Session} from './session.js';
import {postTransfer} from './transfer.js';
import {undoEntry} from './undo.js';

/** Posts one line into the session's working set; throws a LineProblem where it cannot be posted. */
export async function postLine(session: Session, posting: PostingLine): Promise<PostedLine> {
  const {line} = posting;
  if (line.revaluation) {
    return posting.appliesToEntry === 0 ? revalueRemaining(session, posting) : revalueEntry(session, posting);
  }
  if (line.itemChargeNo !== '') return postItemCharge(session, posting);
  if (line.correction) return undoEntry(session, posting);
  if ((line.quantity ?? 0n) === 0n) {
    if (line.entryType === 'Capacity' || (line.invoicedQuantity ?? 0n) === 0n) refuse('Quantity', 'nothing-to-post');
    if (posting.itemShptEntry === 0) refuse('Item Shpt. Entry No.', 'invoice-of-what');
    return postInvoice(session, posting);
  }
  if (posting.itemShptEntry !== 0) refuse('Quantity', 'invoice-with-quantity');
  if (line.entryType === 'Capacity') return postCapacity(session, posting);
  if (line.entryType === 'Transfer') return postTransfer(session, posting);
  return postMovement(session, posting);
}
