package io.offlinestate.impl.internal.component;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** There is one for each configuration of a profile, with the values as its service properties. */
@Component(
        service = ConfiguredProfile.class,
        configurationPid = ProfileConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ProfileConfiguration.class, factory = true)
public final class ConfiguredProfile {
    @Activate
    public ConfiguredProfile() {
        // the service properties say it all
    }

    /** Changed values are changed service properties; without this the component would be made anew. */
    @Modified
    void modified() {
        // see above
    }
}
