package io.holdfast.controller.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No request of the API has more than one mebibyte; a change of five hundred conduits has a fifth
 * of it. Only a journal that is found on a site node's disk has more: it proves itself as a whole.
 */
@Component
class BodyLimitFilter extends OncePerRequestFilter {

    static final long LIMIT = 1024 * 1024;

    private static final Pattern JOURNAL =
            Pattern.compile("/api/v1/sites/[^/]+/decommissionings/[^/]+/late-entries");

    /** As much as the link takes, and as a site node writes (WireJson). */
    static final long JOURNAL_LIMIT = 16 * LIMIT;

    private final ProblemWriter problems;

    BodyLimitFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The body went past the limit while it was read. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        private final long limit;

        TooLarge(long limit) {
            super("the body has more than " + limit + " bytes");
            this.limit = limit;
        }

        long limit() {
            return limit;
        }
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limit(request);
        if (request.getContentLengthLong() > limit) {
            refuse(request, response, limit);
            return;
        }
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public ServletInputStream getInputStream() throws IOException {
                        return new Limited(super.getInputStream(), limit);
                    }
                },
                response);
    }

    private static long limit(HttpServletRequest request) {
        boolean journal =
                request.getMethod().equals("POST")
                        && JOURNAL.matcher(request.getRequestURI()).matches();
        return journal ? JOURNAL_LIMIT : LIMIT;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, long limit)
            throws IOException {
        var detail = "A request has at most " + limit + " bytes.";
        problems.recordUnknown(request, "BODY_TOO_LARGE", detail, problems.subject(request));
        response.setHeader("Connection", "close");
        problems.write(response, 413, "BODY_TOO_LARGE", detail, List.of());
    }

    private static final class Limited extends ServletInputStream {

        private final ServletInputStream in;
        private final long limit;
        private long seen;

        Limited(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        private int count(int read) throws IOException {
            if (read > 0) {
                seen += read;
                if (seen > limit) {
                    throw new TooLarge(limit);
                }
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? -1 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return count(in.read(bytes, offset, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
