// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Reads one tree, object by object, so that the other trees cost nothing. Stateless, hence safe for use by any thread. */
final class TreeReader {
    private final OfflineRuntime runtime;
    private final OfflineObjectId root;

    TreeReader(OfflineRuntime runtime, OfflineObjectId root) {
        this.runtime = runtime;
        this.root = root;
    }

    /** @throws RuntimeException a {@link Refusal} if the object is gone */
    OfflineObjectDTO root() {
        return Refusal.translated(() -> runtime.getObjectDTO(root));
    }

    /** Hands over the objects of the tree, parents first. Those that go in the meantime are left out. */
    void walk(Consumer<OfflineObjectDTO> visitor) {
        Deque<String> left = new ArrayDeque<>();
        OfflineObjectDTO object = root();
        while (object != null) {
            visitor.accept(object);
            for (int i = object.children.length - 1; i >= 0; i--) {
                left.push(object.children[i]);
            }
            object = nextOf(left);
        }
    }

    private OfflineObjectDTO nextOf(Deque<String> left) {
        while (!left.isEmpty()) {
            try {
                return runtime.getObjectDTO(OfflineObjectId.parse(left.pop()));
            } catch (OfflineException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw Refusal.of(e);
                }
            }
        }
        return null;
    }

    /**
     * The object that an operation is to be about.
     *
     * @param text its id; null or blank means the root
     * @throws RuntimeException a {@link Refusal} if there is no such object; an {@link IllegalArgumentException} if it is of
     *     another tree
     */
    OfflineObjectDTO find(String text) {
        if (text == null || text.isBlank()) {
            return root();
        }
        return Refusal.translated(() -> {
            OfflineObjectDTO object = runtime.getObjectDTO(OfflineObjectId.parse(text));
            OfflineObjectDTO top = object;
            while (top.parent != null) {
                top = runtime.getObjectDTO(OfflineObjectId.parse(top.parent));
            }
            if (!top.id.equals(root.toString())) {
                throw Refusal.argument("offline object %s is not in the tree of %s but in that of %s; use %s"
                        .formatted(text, root, top.id, BeanName.of(OfflineObjectId.parse(top.id))));
            }
            return object;
        });
    }

    /** @throws RuntimeException a {@link Refusal} if the object is gone */
    List<TransitionDTO> history(OfflineObjectDTO object) {
        return Refusal.translated(() -> runtime.getHistory(OfflineObjectId.parse(object.id)));
    }
}
