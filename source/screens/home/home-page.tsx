/** The first screen: the company, its period, whether it ties out, and the jobs; without a company, how to get one. */
import type {ReactNode} from 'react';
import type {PageProps} from '../index.js';
import {useSession} from '../session.js';
import {CompanyHome} from './company-home.js';
import {FirstRun} from './first-run.js';

export function HomePage({width, height}: PageProps<'home'>): ReactNode {
  const {company} = useSession();
  return company ? <CompanyHome width={width} height={height} /> : <FirstRun width={width} height={height} />;
}
