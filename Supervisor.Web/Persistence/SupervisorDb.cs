using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Persistence;

/// <summary>The store: what the site has configured, who may use it, who did what, and every event.</summary>
public sealed class SupervisorDb(DbContextOptions<SupervisorDb> options) : IdentityDbContext<SupervisorUser, IdentityRole, string>(options)
{
    /// <summary>Gateways of the site.</summary>
    public DbSet<ConfiguredGateway> Gateways => Set<ConfiguredGateway>();

    /// <summary>Agents whose sessions the pool holds.</summary>
    public DbSet<AgentCredential> Agents => Set<AgentCredential>();

    /// <summary>The event history.</summary>
    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    /// <summary>The chain over the history, day by day.</summary>
    public DbSet<DaySeal> DaySeals => Set<DaySeal>();

    /// <summary>State intervals, folded from the events.</summary>
    public DbSet<IntervalChunk> IntervalChunks => Set<IntervalChunk>();

    /// <summary>Where the folding of each agent stands.</summary>
    public DbSet<IntervalLine> IntervalLines => Set<IntervalLine>();

    /// <summary>How far the folding has come.</summary>
    public DbSet<IntervalProgress> IntervalProgress => Set<IntervalProgress>();

    /// <summary>Until when the app was running.</summary>
    public DbSet<RunMark> RunMarks => Set<RunMark>();

    /// <summary>How the last verification ended.</summary>
    public DbSet<VerificationMark> VerificationMarks => Set<VerificationMark>();

    /// <summary>Who did what.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>Tokens of the HTTP API.</summary>
    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    /// <summary>Exports that run by themselves.</summary>
    public DbSet<ExportSchedule> Schedules => Set<ExportSchedule>();

    /// <summary>When somebody is told of an agent.</summary>
    public DbSet<AlertRuleEntry> AlertRules => Set<AlertRuleEntry>();

    /// <summary>Of what somebody was told.</summary>
    public DbSet<AlertEntry> Alerts => Set<AlertEntry>();

    /// <summary>Who has looked at the alerts, and how far.</summary>
    public DbSet<AlertReading> AlertReadings => Set<AlertReading>();

    /// <summary>Programs that are told of alerts.</summary>
    public DbSet<AlertWebhook> AlertWebhooks => Set<AlertWebhook>();

    /// <summary>Messages about alerts.</summary>
    public DbSet<AlertDelivery> AlertDeliveries => Set<AlertDelivery>();

    /// <summary>Screens on the wall.</summary>
    public DbSet<Wallboard> Wallboards => Set<Wallboard>();
    /// <summary>Limits of states that the site has set.</summary>
    public DbSet<LimitRule> Limits => Set<LimitRule>();

    /// <summary>Saved views of the floor.</summary>
    public DbSet<SavedFloorView> FloorViews => Set<SavedFloorView>();

    /// <summary>How each user likes the floor.</summary>
    public DbSet<FloorPerson> FloorPeople => Set<FloorPerson>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<ConfiguredGateway>(gateway =>
        {
            gateway.Property(x => x.Name).HasMaxLength(64).UseCollation("NOCASE");
            gateway.HasIndex(x => x.Name).IsUnique();
            gateway.Property(x => x.Mode).HasConversion<string>();
            gateway.Property(x => x.Source).HasConversion<string>();
            gateway.ComplexProperty(x => x.Subscription);
            gateway.HasMany(x => x.Agents).WithOne(x => x.Gateway).HasForeignKey(x => x.GatewayId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AgentCredential>(agent =>
        {
            agent.HasIndex(x => new { x.GatewayId, x.AgentId }).IsUnique();
            // whether anything has changed is asked each two seconds; the rows are a hundred times as long
            agent.HasIndex(x => new { x.ChangedAt, x.SignedOutAt });
        });
        builder.Entity<StoredEvent>(stored =>
        {
            stored.HasKey(x => x.Sequence);
            stored.Property(x => x.Sequence).ValueGeneratedNever();
            // each index ends with the key (SQLite's row id): the events of a beginning come in order without a sort; see EventArms
            stored.HasIndex(x => new { x.AgentId, x.Type, x.Origin, x.Gateway });
            stored.HasIndex(x => new { x.Gateway, x.Type, x.Origin });
            stored.HasIndex(x => x.ReceivedAt);
        });
        builder.Entity<DaySeal>(seal =>
        {
            seal.HasKey(x => x.First);
            seal.Property(x => x.First).ValueGeneratedNever();
        });
        builder.Entity<RunMark>(mark => mark.Property(x => x.Id).ValueGeneratedNever());
        builder.Entity<VerificationMark>(mark => mark.Property(x => x.Id).ValueGeneratedNever());
        builder.Entity<IntervalLine>(line =>
        {
            line.HasKey(x => x.Agent);
            line.Property(x => x.Agent).ValueGeneratedNever();
            line.HasIndex(x => new { x.Gateway, x.AgentId }).IsUnique();
        });
        builder.Entity<IntervalChunk>(chunk =>
        {
            chunk.HasKey(x => x.Place);
            chunk.Property(x => x.Place).ValueGeneratedNever();
        });
        builder.Entity<IntervalProgress>(progress => progress.Property(x => x.Id).ValueGeneratedNever());
        builder.Entity<AuditEntry>(entry => entry.HasIndex(x => x.At));
        builder.Entity<ExportSchedule>(schedule =>
        {
            schedule.Property(x => x.Name).UseCollation("NOCASE");
            schedule.HasIndex(x => x.Name).IsUnique();
            schedule.Property(x => x.Content).HasConversion<string>();
            schedule.Property(x => x.Period).HasConversion<string>();
            schedule.Property(x => x.State).HasConversion<string>();
        });
        builder.Entity<LimitRule>(limit =>
        {
            limit.Property(x => x.State).HasConversion<string>();
            limit.HasIndex(x => new { x.State, x.Team, x.Reason }).IsUnique();
        });
        builder.Entity<SavedFloorView>(view =>
        {
            view.Property(x => x.Name).UseCollation("NOCASE");
            view.HasIndex(x => new { x.OwnerId, x.Name }).IsUnique();
        });
        builder.Entity<FloorPerson>(person => person.HasKey(x => x.UserId));
        builder.Entity<ApiToken>(token => token.HasIndex(x => x.Name).IsUnique());
        MapAlerts(builder);
        builder.Entity<Wallboard>(wall =>
        {
            wall.Property(x => x.Name).UseCollation("NOCASE");
            wall.HasIndex(x => x.Name).IsUnique();
            wall.HasIndex(x => x.Hash).IsUnique();
            wall.Property(x => x.Names).HasConversion<string>();
        });
    }

    private static void MapAlerts(ModelBuilder builder)
    {
        builder.Entity<AlertRuleEntry>(rule =>
        {
            rule.Property(x => x.Name).UseCollation("NOCASE");
            rule.HasIndex(x => x.Name).IsUnique();
            rule.Property(x => x.Severity).HasConversion<string>();
        });
        builder.Entity<AlertEntry>(alert =>
        {
            alert.HasIndex(x => new { x.RuleId, x.Gateway, x.AgentId, x.Since }).IsUnique();
            alert.HasIndex(x => x.EndedAt);
            alert.HasIndex(x => x.RaisedAt);
            alert.Property(x => x.Severity).HasConversion<string>();
            alert.Property(x => x.State).HasConversion<string>();
        });
        builder.Entity<AlertReading>(reading =>
        {
            reading.HasKey(x => x.Person);
            reading.Property(x => x.Person).UseCollation("NOCASE");
        });
        builder.Entity<AlertWebhook>(hook =>
        {
            hook.Property(x => x.Name).UseCollation("NOCASE");
            hook.HasIndex(x => x.Name).IsUnique();
        });
        builder.Entity<AlertDelivery>(delivery =>
        {
            delivery.HasIndex(x => x.Token).IsUnique();
            delivery.HasIndex(x => new { x.State, x.NextTryAt });
            delivery.Property(x => x.Channel).HasConversion<string>();
            delivery.Property(x => x.Kind).HasConversion<string>();
            delivery.Property(x => x.State).HasConversion<string>();
        });
    }
}
