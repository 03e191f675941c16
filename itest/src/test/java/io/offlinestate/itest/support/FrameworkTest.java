// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** A test that runs inside of a framework: each class in a fresh one, its methods one after the other. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class FrameworkTest {
    /** No test hangs: all waits are bounded, and this is the bound of the code under test. */
    @Rule
    public Timeout limit() {
        return Timeout.seconds(90);
    }

    @Inject
    private BundleContext context;

    /** The host that the test runs in, for the length of one method. */
    protected Host host;

    @Configuration
    public Option[] configuration() {
        return Containers.options();
    }

    @Before
    public final void open() {
        host = new Host(context);
    }

    @After
    public final void close() {
        host.close();
    }
}
