/** The request pages of Post Inventory Cost to G/L and of its test. */
import type {ReactNode} from 'react';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import {checkDocumentNo} from '../../jobs/post.js';
import {RequestPage} from '../form/request-page.js';
import type {PageProps} from '../index.js';
import {useOpen, useSession} from '../session.js';
import {postFields, postingRequest, testFields} from './fields.js';

export function PostRequestPage({width, height}: PageProps<'post-request'>): ReactNode {
  const open = useOpen();
  const {program} = useSession();
  return (
    <RequestPage
      page="post"
      about="screens.posting.about"
      fields={postFields}
      width={width}
      height={height}
      onRun={values => {
        const request = postingRequest(values);
        checkDocumentNo(request);
        const post = values['post'] === 'yes';
        if (post && program.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        open({page: 'post-report', parameters: {...request, post}});
      }}
    />
  );
}

export function TestRequestPage({width, height}: PageProps<'test-request'>): ReactNode {
  const open = useOpen();
  return (
    <RequestPage
      page="test"
      about="screens.posting.aboutTest"
      fields={testFields}
      width={width}
      height={height}
      onRun={values => {
        const request = postingRequest(values);
        checkDocumentNo(request);
        open({
          page: 'test-report',
          parameters: {
            ...request,
            showDimensions: values['showDimensions'] === 'yes',
            onlyWarnings: values['onlyWarnings'] === 'yes',
          },
        });
      }}
    />
  );
}
