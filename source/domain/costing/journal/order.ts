/** The order that a line belongs to: its line, its produced item, and its entry for cost adjustment (costing.md 11, 16). */
import type {Awaitable, ItemCard, OrderEntry, ProductionLine} from './company.js';
import type {JournalEntryType} from './line.js';
import {refuse} from './problem.js';
import type {PostingLine} from './posting-line.js';
import type {Session} from './session.js';

export interface LineOrder {
  /** The line with its order fields and its source (the produced item) filled in. */
  posting: PostingLine;
  production: ProductionLine | undefined;
}

const PRODUCTION: ReadonlySet<JournalEntryType> = new Set(['Consumption', 'Output']);
const ASSEMBLY: ReadonlySet<JournalEntryType> = new Set(['Assembly Consumption', 'Assembly Output']);

/** Finds a line's order; refuses one that does not fit the entry type or is not there. */
export function resolveOrder(session: Session, posting: PostingLine): Awaitable<LineOrder> {
  const orderType = orderTypeOf(posting);
  return orderType === 'Production' || orderType === 'Assembly'
    ? findOrder(session, posting, orderType)
    : {production: undefined, posting};
}

async function findOrder(
  session: Session,
  posting: PostingLine,
  orderType: 'Production' | 'Assembly',
): Promise<LineOrder> {
  const {line} = posting;
  if (orderType === 'Production') {
    if (line.orderNo === '') refuse('Order No.', 'order-missing', {type: {caption: line.entryType}});
    const production =
      (await session.cards.productionLine(line.orderNo, line.orderLineNo)) ?? (await refuseOrder(session, posting));
    return {production, posting: belongingTo(posting, 'Production', production.lineNo, production.itemNo)};
  }
  if (line.orderNo === '') refuse('Order No.', 'order-missing', {type: {caption: line.entryType}});
  const known = await session.cards.orderEntry('Assembly', line.orderNo, line.orderLineNo);
  const produced = line.entryType === 'Assembly Output' ? line.itemNo : (known?.itemNo ?? '');
  return {production: undefined, posting: belongingTo(posting, 'Assembly', line.orderLineNo, produced)};
}

async function refuseOrder(session: Session, {line: {orderNo, orderLineNo}}: PostingLine): Promise<never> {
  if (orderLineNo !== 0) return refuse('Order Line No.', 'unknown-order', {order: orderNo, line: orderLineNo});
  const lines = await session.cards.productionLines(orderNo);
  if (lines.length === 0) return refuse('Order No.', 'unknown-order', {order: orderNo, line: orderLineNo});
  const lineNos = lines.map(({lineNo}) => lineNo).join(', ');
  return refuse('Order Line No.', 'order-line-missing', {order: orderNo, lines: lineNos});
}

function orderTypeOf({line}: PostingLine): PostingLine['line']['orderType'] {
  const {entryType, orderType} = line;
  if (PRODUCTION.has(entryType)) {
    if (orderType !== '' && orderType !== 'Production') refuse('Order Type', 'wrong-order-type');
    return 'Production';
  }
  if (ASSEMBLY.has(entryType)) {
    if (orderType !== '' && orderType !== 'Assembly') refuse('Order Type', 'wrong-order-type');
    return 'Assembly';
  }
  if (entryType !== 'Capacity') {
    if (orderType === 'Production' || orderType === 'Assembly') refuse('Order Type', 'wrong-order-type');
    return line.orderNo === '' ? '' : orderType;
  }
  if (orderType === 'Production' || orderType === 'Assembly') return orderType;
  if (orderType !== '') return refuse('Order Type', 'wrong-order-type');
  return line.type === 'Resource' ? 'Assembly' : 'Production';
}

function belongingTo(
  posting: PostingLine,
  orderType: 'Production' | 'Assembly',
  orderLineNo: number,
  producedItemNo: string,
): PostingLine {
  const {document} = posting;
  return {
    ...posting,
    line: {...posting.line, orderType, orderLineNo},
    document: producedItemNo === '' ? document : {...document, sourceType: 'Item', sourceNo: producedItemNo},
  };
}

/** The order's entry, made when the order is first touched: overhead is frozen then. It has to be adjusted now. */
export async function touchOrderEntry(
  session: Session,
  {line}: PostingLine,
  produced: ItemCard | undefined,
  production: ProductionLine | undefined,
): Promise<void> {
  const {orderType, orderNo, orderLineNo} = line;
  let order = await session.cards.orderEntry(orderType, orderNo, orderLineNo);
  if (!order) {
    order = newOrderEntry(line, produced, production);
    session.newOrders.push(order);
    session.cards.addOrderEntry(order);
  } else if (order.itemNo === '' && produced) {
    order.itemNo = produced.no;
    order.indirectCostPercent = produced.indirectCostPercent;
    order.overheadRate = produced.overheadRate;
  }
  session.touchOrder(order, line.postingDate);
}

function newOrderEntry(
  {orderType, orderNo, orderLineNo}: PostingLine['line'],
  produced: ItemCard | undefined,
  production: ProductionLine | undefined,
): OrderEntry {
  const ofLine = production !== undefined && (production.indirectCostPercent !== 0n || production.overheadRate !== 0n);
  const overhead = ofLine ? production : produced;
  return {
    orderType,
    orderNo,
    orderLineNo,
    itemNo: production?.itemNo ?? produced?.no ?? '',
    costIsAdjusted: false,
    isFinished: production?.finished ?? true,
    allowOnlineAdjustment: true,
    indirectCostPercent: overhead?.indirectCostPercent ?? 0n,
    overheadRate: overhead?.overheadRate ?? 0n,
    routingNo: production?.routingNo ?? '',
    routingReferenceNo: production?.routingReferenceNo ?? 0,
  };
}
