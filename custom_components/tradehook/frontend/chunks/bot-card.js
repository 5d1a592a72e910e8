import{c as e,f as t,g as n,m as r,n as i,r as a,t as o,y as s}from"./styles.js";import{n as c,s as l}from"./actions.js";import{n as u,t as d}from"./live-host.js";import{i as f}from"./localize.js";import{i as p}from"./registry.js";var m=class extends d{constructor(){super([`accounts`])}get found(){let{device:e}=this.config,t=e?p(this.hass,e):void 0,n=(this.live.accounts??[]).flatMap(t=>t.bots.filter(({manual:t})=>e!==void 0||!t).map(e=>({account:t,bot:e})));return e?n.find(({bot:e})=>e.bot_id===t):n[0]}render(){return n`<ha-card>${this.renderStale()} ${this.renderStatus()??this.renderBot()}</ha-card>
      <tradehook-dialogs .ctx=${this.context}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;return t.status!==`ready`&&!t.stale?n`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`:this.found?void 0:n`<p class="note soft">${e(`bot_card.gone`)}</p>`}renderBot(){let{found:t,t:i,config:a,context:o}=this;if(!t)return r;let{account:s,bot:d}=t,{format:p}=o,m=d.quote??s.currency,h=c(s,d),g=a.title??d.name;return n`<div class="head">
        <h2>
          <a href=${u+h} @click=${this.follow(h)}>${g}</a>
        </h2>
        <span class="chip ${{running:`profit`,halted:`loss`}[d.status??``]??``}" data-status=${d.status??``}>
          ${f(i,`bot_status`,d.status)}
        </span>
        <span class="space"></span>
        ${o.admin&&s.loaded?n`<button
              class="button ${d.on?`outlined`:``}"
              aria-label=${i(d.on?`overview.stop_bot`:`overview.start_bot`,{name:d.name})}
              @click=${()=>l(o,s,d)}
            >
              ${i(d.on?`overview.stop`:`overview.start`)}
            </button>`:r}
      </div>
      <p class="note soft">${s.name}${d.reason?n` · ${f(i,`reason`,d.reason)}`:r}</p>
      ${s.loaded?n`<dl>
            ${this.fact(`realized`,p.money(d.realized_profit,m,!0),e(d.realized_profit))}
            ${this.fact(`unrealized`,p.money(d.unrealized_profit,m,!0),e(d.unrealized_profit))}
            ${this.fact(`invested`,p.money(d.invested,m))}
            ${this.fact(`open`,String(d.open_positions??0))} ${this.fact(`trades`,String(d.trades??0))}
            ${this.fact(`win_rate`,d.win_rate?`${p.number(d.win_rate,0)} %`:`–`)}
          </dl>`:n`<p class="note error">${f(i,`account_state`,s.state)}</p>`}`}fact(e,t,r=``){return n`<div>
      <dt class="soft">${this.t(e===`open`?`overview.open_positions`:`bot.${e}`)}</dt>
      <dd class="number ${r}" data-fact=${e}>${t}</dd>
    </div>`}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}static{this.styles=[o,s`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      h2 a {
        color: inherit;
        text-decoration: none;
      }
      h2 a:hover {
        text-decoration: underline;
      }
      .space {
        flex: 1;
      }
      .note {
        margin: 0;
        padding: 4px 16px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
        margin: 0;
        padding: 8px 16px 16px;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
    `]}};a([t({attribute:!1})],m.prototype,`config`,void 0),m=a([i(`tradehook-bot-card-view`)],m);export{m as BotCard};