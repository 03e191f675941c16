// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Refusal;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Two bundles that use the same objects, and cannot touch what the other has done: rule 20. */
public class ForeignTokensIT extends FrameworkTest {
    private Bundle one;
    private Bundle two;
    private OfflineObjectId profile;

    @Before
    public void installTwoBundles() throws Exception {
        one = host.start(PluginJar.named("bundle.one"));
        two = host.start(PluginJar.named("bundle.two"));
        profile = host.newProfile();
    }

    private static OfflineObjects objects(Bundle bundle) {
        return service(bundle, OfflineObjects.class);
    }

    private static <T> T service(Bundle bundle, Class<T> type) {
        BundleContext context = bundle.getBundleContext();
        return context.getService(context.getServiceReference(type));
    }

    @Test
    public void eachBundleHasServiceObjectsOfItsOwn() {
        assertNotSame(objects(one), objects(two));
        assertNotSame(service(one, ReachabilityReporter.class), service(two, ReachabilityReporter.class));
        assertEquals(objects(one).open(profile).id(), objects(two).open(profile).id());
    }

    @Test
    public void theTokenOfAnotherBundleIsIgnored() throws Exception {
        Recorder recorder = new Recorder("of bundle one");
        AdviseToken token = objects(one).open(profile).advise(AdviseInfo.of(recorder));
        recorder.awaitAdvised(profile, 1);

        objects(two).open(profile).unadvise(token);
        host.manager(profile).unadvise(token);
        managerService(two).unadvise(token);
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);

        managerService(one).unadvise(token);
        recorder.close();
        host.set(profile, ONLINE);
        assertEquals(3, recorder.count());
        recorder.verify();
    }

    private OfflineManager managerService(Bundle bundle) throws InvalidSyntaxException {
        BundleContext context = bundle.getBundleContext();
        ServiceReference<OfflineManager> reference = context.getServiceReferences(
                        OfflineManager.class, "(offline.profile=" + profile.profile() + ")")
                .iterator()
                .next();
        return context.getService(reference);
    }

    @Test
    public void theTokenOfAnotherObjectIsIgnored() throws Exception {
        OfflineObjectId other = host.newProfile();
        Recorder recorder = new Recorder("of this object");
        AdviseToken token = objects(one).open(profile).advise(AdviseInfo.of(recorder));
        recorder.awaitAdvised(profile, 1);

        objects(one).open(other).unadvise(token);
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);
        recorder.verify();
        token.close();
    }

    @Test
    public void anObjectOfAnotherBundleCannotBeReleased() {
        OfflineObjectId theirs = OfflineObjectId.global(Host.newName("of-bundle-one"));
        objects(one).create(CreateInfo.global(theirs.profile()));

        Refusal.expect(ErrorCode.NOT_FOUND, theirs.profile(), () -> objects(two).release(theirs));
        assertTrue(host.isThere(theirs));
        objects(one).release(theirs);
        assertFalse(host.isThere(theirs));
    }

    @Test
    public void anObjectLivesAsLongAsOneOfItsMakersHoldsIt() {
        OfflineObjectId shared = OfflineObjectId.global(Host.newName("shared"));
        objects(one).create(CreateInfo.global(shared.profile()));
        objects(two).create(CreateInfo.global(shared.profile()));
        objects(two).create(CreateInfo.global(shared.profile()));

        objects(one).release(shared);
        assertTrue(host.isThere(shared));
        objects(two).release(shared);
        assertFalse("held once per bundle", host.isThere(shared));
        Refusal.expect(ErrorCode.NOT_FOUND, shared.profile(), () -> objects(two).release(shared));
    }

    @Test
    public void theVoteOfAnotherBundleCannotBeTakenBack() throws Exception {
        Recorder recorder = host.listen("sees it", profile).recorder().awaitAdvised(profile, 1);
        service(one, ReachabilityReporter.class).report(profile, "ping", Reachability.UNREACHABLE, "no answer");
        recorder.awaitDone(profile, 1);

        service(two, ReachabilityReporter.class).withdraw(profile, "ping");
        service(two, ReachabilityReporter.class).report(profile, "ping", Reachability.REACHABLE, "it answers me");
        assertEquals(OFFLINE, host.manager(profile).getCurrentState());
        assertEquals(1, host.dto(profile).reasons.length);
        service(one, ReachabilityReporter.class).withdraw(profile, "ping");
        recorder.awaitDone(profile, 2);

        assertEquals(ONLINE, host.manager(profile).getCurrentState());
        recorder.verify();
    }

    @Test
    public void whatABundleDidStaysUntilItStopsAlsoWhenItUsesTheServiceNoMore() throws Exception {
        BundleContext context = one.getBundleContext();
        ServiceReference<OfflineObjects> reference = context.getServiceReference(OfflineObjects.class);
        OfflineObjectId made = OfflineObjectId.global(Host.newName("made"));
        Recorder recorder = new Recorder("of bundle one");
        OfflineObjects objects = context.getService(reference);
        AdviseToken token = objects.create(CreateInfo.global(made.profile())).advise(AdviseInfo.of(recorder));
        recorder.awaitAdvised(made, 1);
        assertTrue(context.ungetService(reference));

        assertTrue(host.isThere(made));
        host.set(made, OFFLINE);
        recorder.awaitDone(made, 1);
        OfflineObjects again = context.getService(reference);
        again.open(made).unadvise(token);
        assertEquals("it is still its token", 0, host.advises(made).size());
        recorder.close();
        one.stop();

        assertFalse(host.isThere(made));
        recorder.verify();
    }
}
