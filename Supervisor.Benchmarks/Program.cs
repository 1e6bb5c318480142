using System.CommandLine;
using Supervisor.Benchmarks;
using Supervisor.Benchmarks.Circuits;
using Supervisor.Benchmarks.Faults;
using Supervisor.Benchmarks.History;
using Supervisor.Benchmarks.Load;
using Supervisor.Benchmarks.Micro;
using Supervisor.Benchmarks.Sessions;

RootCommand root = new("Load drivers: Supervisor and the simulator in processes of their own") { Driver.Record, Driver.Unjudged };
foreach (var command in (Command[])[.. LoadCommands.All(), .. HistoryCommands.All(), .. MicroCommands.All(), .. CircuitCommands.All(), .. FaultCommands.All(), .. SessionCommands.All()]) root.Add(command);
return await root.Parse(args).InvokeAsync();
