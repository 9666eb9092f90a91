// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Endorse;

/// <summary>TCB status, in Intel's words. Intel SGX and TDX PCS API v4, TCB info; merged as the Quote Verification Library does.</summary>
public enum TcbStatus
{
    /// <summary>Nothing was evaluated; never a status of anything.</summary>
    NotEvaluated = 0,

    /// <summary>At the latest security level.</summary>
    UpToDate,

    /// <summary>Software in the TD must harden itself against the listed advisories.</summary>
    SWHardeningNeeded,

    /// <summary>The platform's configuration must be changed.</summary>
    ConfigurationNeeded,

    /// <summary>Both.</summary>
    ConfigurationAndSWHardeningNeeded,

    /// <summary>Behind the latest security level.</summary>
    OutOfDate,

    /// <summary>Behind it, and the configuration must be changed.</summary>
    OutOfDateConfigurationNeeded,

    /// <summary>The TD was launched on an outdated TCB, and the platform is up to date now: launch it again.</summary>
    TDRelaunchAdvised,

    /// <summary>The same, and the configuration must be changed.</summary>
    TDRelaunchAdvisedConfigurationNeeded,

    /// <summary>Compromised. Terminal.</summary>
    Revoked,

    /// <summary>No level covers this platform. Terminal.</summary>
    NotSupported,
}
