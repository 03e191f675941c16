// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.reachability.Reachability;
import java.util.Date;

/**
 * A root and the offline objects below it, as JMX shows them.
 *
 * <p>What is cheap to tell is an attribute: a client such as JConsole reads all of them again and again. What grows with the
 * tree is the result of an operation. Clients see none of these types: JMX maps enums to strings and rows to {@code
 * CompositeData}; and none of our exceptions: see {@link Refusal}.
 *
 * <p>Public only because JMX asks for it. Safe for use by any thread.
 */
@Described(
        "A tree of offline objects: whether it is online, why, and who listens. State changes of the root are notified.")
public interface OfflineTreeMXBean {

    // ---- the root

    @Described("The root of the tree")
    String getObject();

    @Described("The profile that the tree belongs to")
    String getProfile();

    @Described("Whether the root is ONLINE or OFFLINE now")
    ConnectionState getState();

    @Described("When the root came into its state")
    Date getSince();

    @Described("The state that was requested for the root")
    ConnectionState getRequested();

    @Described("What the detectors say about the root: UNKNOWN, REACHABLE or UNREACHABLE")
    Reachability getReachability();

    @Described("The phase of the transition that the root is in; null when it is settled")
    NotifyType getPhase();

    @Described("Every reason that holds the root offline; empty when it is online")
    String[] getReasons();

    @Described("The states that the root can be set to")
    String[] getCapabilities();

    @Described("How many transitions the root has made since the manager was started")
    long getSequence();

    @Described("False from a write of the requested state that failed until one succeeds")
    boolean isIntentSaved();

    @Described("The last transition of the root")
    TransitionRow getLastTransition();

    // ---- the tree

    @Described("How many objects the tree has, the root among them")
    long getObjectCount();

    @Described("How many objects of the tree are offline")
    long getOfflineObjectCount();

    @Described("How many listeners the objects of the tree have")
    long getListenerCount();

    @Described("How many of the listeners hang: they have been running for longer than the stall threshold")
    long getStalledListenerCount();

    @Described("How many notifications the listeners have been handed")
    long getDeliveredCount();

    @Described("At how many notifications a listener threw")
    long getFailedCount();

    @Described("How many transitions were dropped for listeners that hung and had a full backlog")
    long getSkippedCount();

    @Described("All objects of the tree, parents before their children")
    ObjectRow[] listObjects();

    @Described("The objects of the tree that are offline, parents before their children")
    ObjectRow[] listOfflineObjects();

    @Described("The listeners of one object")
    ListenerRow[] listListeners(
            @Described(name = "object", value = "An object of the tree; nothing means the root") String object);

    @Described("The listeners in the tree that hang, or have thrown or missed anything")
    ListenerRow[] listTroubledListeners();

    @Described("The last transitions of one object, oldest first")
    TransitionRow[] listHistory(
            @Described(name = "object", value = "An object of the tree; nothing means the root") String object);

    // ---- steering

    @Described(
            "Requests ONLINE for the root; gives the state that it is in when the change is complete, or the wait is zero")
    ConnectionState goOnline(
            @Described(name = "waitSeconds", value = "How long to wait for the change; 0 does not wait")
                    long waitSeconds);

    @Described(
            "Requests ONLINE for an object; gives the state that it is in when the change is complete, or the wait is zero")
    ConnectionState goOnline(
            @Described(name = "object", value = "An object of the tree; nothing means the root") String object,
            @Described(name = "waitSeconds", value = "How long to wait for the change; 0 does not wait")
                    long waitSeconds);

    @Described(
            "Requests OFFLINE for the root; gives the state that it is in when the change is complete, or the wait is zero")
    ConnectionState goOffline(
            @Described(name = "waitSeconds", value = "How long to wait for the change; 0 does not wait")
                    long waitSeconds);

    @Described(
            "Requests OFFLINE for an object; gives the state that it is in when the change is complete, or the wait is zero")
    ConnectionState goOffline(
            @Described(name = "object", value = "An object of the tree; nothing means the root") String object,
            @Described(name = "waitSeconds", value = "How long to wait for the change; 0 does not wait")
                    long waitSeconds);

    @Described(
            "Casts a vote on whether an object can be reached, as a detector does; it lasts until it is withdrawn or the"
                    + " JMX bundle stops")
    void report(
            @Described(name = "object", value = "An object of the tree; nothing means the root") String object,
            @Described(name = "detector", value = "A name for the detector") String detector,
            @Described(name = "value", value = "UNKNOWN, REACHABLE or UNREACHABLE") String value,
            @Described(name = "reason", value = "Why, in words") String reason);

    @Described("Takes back a vote that was cast here")
    void withdraw(
            @Described(name = "object", value = "An object of the tree; nothing means the root") String object,
            @Described(name = "detector", value = "The name that the vote was cast under") String detector);
}
