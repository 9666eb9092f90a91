// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;

namespace Attestation.Tdx.Verify;

/// <summary>How statuses of parts become one. Intel SGX DCAP Quote Verification Library, convergeTcbStatus and TD relaunch.</summary>
internal static class TcbMerge
{
    /// <summary>Platform, TDX module (null for major version 0) and quoting enclave.</summary>
    public static TcbStatus Of(TcbStatus platform, TcbStatus? module, TcbStatus enclave)
    {
        if (platform == TcbStatus.Revoked || module == TcbStatus.Revoked || enclave == TcbStatus.Revoked)
        {
            return TcbStatus.Revoked;
        }

        if (module == TcbStatus.NotSupported || enclave == TcbStatus.NotSupported)
        {
            return TcbStatus.NotSupported;
        }

        bool outOfDate = module == TcbStatus.OutOfDate || enclave == TcbStatus.OutOfDate;
        return (outOfDate, platform) switch
        {
            (true, TcbStatus.UpToDate or TcbStatus.SWHardeningNeeded) => TcbStatus.OutOfDate,
            (true, TcbStatus.ConfigurationNeeded or TcbStatus.ConfigurationAndSWHardeningNeeded) => TcbStatus.OutOfDateConfigurationNeeded,
            _ => platform,
        };
    }

    /// <summary>Launch (not terminal) and current: advice to relaunch where only the launch is out of date.</summary>
    public static TcbStatus Relaunch(TcbStatus launch, TcbStatus current)
    {
        if (current == TcbStatus.NotSupported)
        {
            return TcbStatus.NotSupported;
        }

        bool outOfDate = launch is TcbStatus.OutOfDate or TcbStatus.OutOfDateConfigurationNeeded;
        bool currentIsGood = current is TcbStatus.UpToDate or TcbStatus.SWHardeningNeeded
            or TcbStatus.ConfigurationNeeded or TcbStatus.ConfigurationAndSWHardeningNeeded;
        bool configuration = launch == TcbStatus.OutOfDateConfigurationNeeded
            || current is TcbStatus.ConfigurationNeeded or TcbStatus.ConfigurationAndSWHardeningNeeded;
        return (outOfDate && currentIsGood, configuration) switch
        {
            (true, true) => TcbStatus.TDRelaunchAdvisedConfigurationNeeded,
            (true, false) => TcbStatus.TDRelaunchAdvised,
            _ => launch,
        };
    }
}
