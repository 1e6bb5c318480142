using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Limits;
using Supervisor.Tests.Replay;
using Supervisor.Tests.Support;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Features.FloorViews;
using Supervisor.Web.Features.Limits;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Floor;

/// <summary>What a floor page asks for, beside feed, sessions and clock: as a test writes it.</summary>
internal sealed class FloorServices : ILimitBook, ITodayDesk, ITodayReader
{
    public FloorLimits Limits { get; set; } = FloorLimits.Default;

    public TodayPicture Today { get; set; } = TodayPicture.Nothing;

    public FakeCommandRights Rights { get; } = new();

    public ScriptedViews Views { get; } = new();

    FloorLimits ILimitBook.Current => Limits;

    TodayPicture ITodayReader.Current => Today;

    public ITodayReader Open(TimeZoneInfo zone) => this;

    public void Dispose()
    {
        // nothing is held
    }

    public void AddTo(IServiceCollection services, IPastReader? past = null) => services
        .AddSingleton<ILimitBook>(this).AddSingleton<ITodayDesk>(this).AddSingleton<IFloorViews>(Views).AddSingleton(past ?? new ScriptedPast()).AddScoped<BeatRide>()
        .AddSingleton<ICommandRights>(Rights);
}
