import{_ as e,b as t,c as n,f as r,h as i,n as a,p as o,r as s,t as c}from"./styles.js";import{t as l}from"./live-host.js";import{t as u}from"./periods.js";import"./area-chart.js";import{n as d,r as f,t as p}from"./equity-history.js";import"./config.js";var m=class extends l{constructor(){super([`accounts`]),this.points=[],this.wanted=``,this.newest=``}get period(){return this.chosen??this.config.period??`day`}get account(){let{account:e}=this.config,{accounts:t}=this.live;return e?t?.find(t=>t.account===e):t?.find(e=>e.loaded)??t?.[0]}willUpdate(e){e.has(`config`)&&(this.chosen=void 0);let t=this.account?.equity_entity,n=t?`${t} ${this.period}`:``;n!==this.wanted&&(this.wanted=n,this.points=[],this.newest=``,t&&this.load(t));let r=this.account?.equity;r&&r!==this.newest&&(this.newest=r,this.points=d(this.points,[Date.now(),Number(r)]))}async load(e){let{wanted:t}=this,{api:n}=this.context;try{let r=await p(n,e,this.period);t===this.wanted&&(this.points=f(r,this.points))}catch{}}render(){let{t,config:n,account:r}=this,a=n.title??r?.name??``;return e`<ha-card>
      <div class="head">
        ${a?e`<h2>${a}</h2>`:i}
        <div class="segments" role="group" aria-label=${t(`equity.period`)}>
          ${u.map(n=>e`<button
              aria-pressed=${String(n===this.period)}
              aria-label=${t(`equity.${n}`)}
              @click=${()=>this.chosen=n}
            >
              ${t(`equity.${n}_short`)}
            </button>`)}
        </div>
      </div>
      ${this.renderStale()} ${this.renderStatus()??this.renderEquity(r)}
    </ha-card>`}renderStatus(){let{t,live:n}=this;if(n.status!==`ready`&&!n.stale)return e`<p class="note soft" role="status">${t(`status.${n.status}`)}</p>`;if(this.account?.loaded)return;let r=this.account?`not_loaded`:this.config.account&&this.live.accounts?.length?`unknown`:`none`;return e`<p class="note soft">${t(`equity.${r}`)}</p>`}renderEquity(t){let{t:r,points:a}=this,{format:o}=this.context;if(!t)return i;let s=a[0],c=Number(t.equity),l=s&&t.equity?c-s[1]:void 0,u=s?.[1]&&l!==void 0?100*l/s[1]:void 0,d=a.map(([,e])=>e),f=r(`equity.curve`,{period:r(`equity.${this.period}`),low:o.number(Math.min(...d),2),high:o.number(Math.max(...d),2)});return e`<div class="now">
        <span class="number worth">${o.money(t.equity,t.currency)}</span>
        ${l===void 0?i:e`<span class="number ${n(l.toFixed(2))}" data-change>
              ${o.money(l.toFixed(2),t.currency,!0)}
              ${u===void 0?i:`(${o.percent(u.toFixed(2))})`}
            </span>`}
      </div>
      <tradehook-area-chart
        .points=${a}
        .label=${f}
        .currency=${t.currency}
        .format=${o}
      ></tradehook-area-chart>`}static{this.styles=[c,t`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .segments {
        display: flex;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button:not(:first-child) {
        border-inline-start: 0;
      }
      .now {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        padding: 4px 16px 8px;
      }
      .worth {
        font-size: 24px;
      }
      .note {
        margin: 0;
        padding: 12px 16px 16px;
      }
    `]}};s([o({attribute:!1})],m.prototype,`config`,void 0),s([r()],m.prototype,`chosen`,void 0),s([r()],m.prototype,`points`,void 0),m=s([a(`tradehook-equity-card-view`)],m);export{m as EquityCard};