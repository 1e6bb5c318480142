using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Supervisor.Tests.Security;

/// <summary>A connection to a hub, which only knows whose it is and whether it was cut.</summary>
internal sealed class FakeCaller(ClaimsPrincipal user, CancellationToken closed = default) : HubCallerContext
{
    private volatile bool _cut;

    public bool IsCut => _cut;

    public override string ConnectionId { get; } = Guid.NewGuid().ToString();

    public override string? UserIdentifier => null;

    public override ClaimsPrincipal? User => user;

    public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override CancellationToken ConnectionAborted => closed;

    public override void Abort() => _cut = true;
}
