// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.Agent.Sentry;

/// <summary>Sentry's one method over the bytes as they are: what this version does not know survives, both ways.</summary>
internal static class RawSentry
{
    private static readonly Marshaller<byte[]> AsTheyAre = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>dapr.proto.sentry.v1.CA/SignCertificate.</summary>
    public static readonly Method<byte[], byte[]> SignCertificate = new(MethodType.Unary, "dapr.proto.sentry.v1.CA", nameof(SignCertificate), AsTheyAre, AsTheyAre);

    /// <summary>How the host finds the method; it passes no service when it only asks which methods there are.</summary>
    public static void BindService(ServiceBinderBase binder, RawSentryBase? service) =>
        binder.AddMethod(SignCertificate, service is null ? null : new UnaryServerMethod<byte[], byte[]>(service.SignCertificate));
}
